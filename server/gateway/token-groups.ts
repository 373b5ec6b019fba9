import { type Chooser, isTakenAway, mayChoose } from "@/server/access/group/usable";
import type { AuthEntry } from "./auth-entry";
import { type GatewayError, notPermitted } from "./errors";
import type { Snapshot } from "./snapshot";

export type GroupSettings = {
  /** When a key whose group its account may not choose any more is refused. */
  enforced: "off" | "removed" | "all";
  /** The groups a key with the group "auto" tries, in order. */
  auto: readonly string[];
};

type Asked = { settings: GroupSettings; at: number };

/**
 * The groups a key's request may be served in, in the order of trying; never empty. `at` (Unix milliseconds) decides which
 * subscriptions run. Throws GatewayError 403 for a group taken from the account, and where "auto" comes to no group.
 */
export function groupsOfKey(snapshot: Snapshot, entry: AuthEntry, { settings, at }: Asked): readonly string[] {
  if (entry.isAuto) return autoGroups(snapshot, entry, { settings, at });
  const { groupName, homeGroup } = entry;
  if (groupName !== homeGroup && isRefused(snapshot, entry, { settings, at })) throw groupRefusal(groupName);
  return [groupName];
}

function autoGroups(snapshot: Snapshot, entry: AuthEntry, { settings, at }: Asked): readonly string[] {
  const chooser = chooserOf(snapshot, entry, at);
  const groups = settings.auto.filter((name) => isChoosable(snapshot, name, chooser));
  if (groups.length > 0) return groups;
  const message = `The API key ${entry.tokenHint} leaves the group to this site's list, and your account may use none of the groups in it.`;
  throw notPermitted("no_auto_group", message);
}

function isRefused(snapshot: Snapshot, entry: AuthEntry, { settings, at }: Asked): boolean {
  if (settings.enforced === "off") return false;
  const chooser = chooserOf(snapshot, entry, at);
  if (settings.enforced === "removed") return isTakenAway(entry.groupName, chooser);
  return !isChoosable(snapshot, entry.groupName, chooser);
}

function isChoosable(snapshot: Snapshot, name: string, chooser: Chooser): boolean {
  const group = snapshot.groups.get(name);
  return group !== undefined && mayChoose({ name, isSelectable: group.isSelectable }, chooser);
}

function chooserOf(snapshot: Snapshot, { homeGroup, opened }: AuthEntry, at: number): Chooser {
  const running = opened.filter(({ startsAt, endsAt }) => startsAt.getTime() <= at && at < endsAt.getTime());
  return { homeGroup, home: snapshot.groups.get(homeGroup), opened: running.flatMap(({ names }) => names) };
}

function groupRefusal(group: string): GatewayError {
  const message = `Your account may no longer use the group '${group}' that this API key is in. Choose another group for the key.`;
  return notPermitted("group_not_allowed", message);
}
