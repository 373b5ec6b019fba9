import type { Group } from "@/prisma/generated/sqlite/client";
import { getSetting } from "@/server/configuration/setting/current";
import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { openedGroups } from "@/server/money/subscription/opened-groups";
import { readTextMap } from "@/server/supply/channel/stored-json";
import { choiceRules } from "./row";
import { GROUPS_MAX } from "./schema";
import { mayChoose, ratioFor } from "./usable";

/** `ratio` is the one in force for the account; `isHome` marks the group that holds when none is chosen. */
export type GroupChoice = { name: string; displayName: string; description: string; ratio: string; isHome: boolean };

/**
 * The groups a token may be put in: the owner's own, those open to all, and those the owner's subscriptions open; more or
 * fewer as the owner's group says. For administrators every group. Throws NOT_FOUND, FORBIDDEN for somebody else's.
 */
export async function listGroupChoices(
  ctx: ServiceContext,
  input: { userId?: string | undefined },
): Promise<GroupChoice[]> {
  const { groups, homeGroup } = await readUsable(ctx, input);
  return groups.map((row) => ({
    name: row.name,
    displayName: row.displayName,
    description: row.description,
    ratio: ratioFor({ ratio: row.ratio, accountRatios: readTextMap(row.accountRatios) }, homeGroup),
    isHome: row.name === homeGroup,
  }));
}

/**
 * What a token with the group "auto" comes to for an account: the groups of the site's list that it may use, in order, and
 * whether new tokens get it by themselves. No groups: it is not on offer. Throws as listGroupChoices does.
 */
export async function readAutoGroup(
  ctx: ServiceContext,
  input: { userId?: string | undefined },
): Promise<{ groups: GroupChoice[]; isForNewTokens: boolean }> {
  const choices = await listGroupChoices(ctx, input);
  const groups = getSetting("access.autoGroups").flatMap(
    (name) => choices.find((choice) => choice.name === name) ?? [],
  );
  return { groups, isForNewTokens: groups.length > 0 && getSetting("access.newTokensUseAutoGroup") };
}

async function readUsable(
  ctx: ServiceContext,
  input: { userId?: string | undefined },
): Promise<{ groups: Group[]; homeGroup: string }> {
  authorize(ctx, "token.readOwn");
  const userId = input.userId ?? requireUserId(ctx);
  if (userId !== actorId(ctx)) authorize(ctx, "token.readAny");
  const owner = await ctx.db.user.findUnique({ where: { id: userId }, select: { groupName: true } });
  if (!owner) throw notFound("user");
  const homeGroup = owner.groupName;
  const all = await ctx.db.group.findMany({ orderBy: { name: "asc" }, take: GROUPS_MAX });
  if (isAllowed(ctx, "token.manageAny")) return { groups: all, homeGroup };
  const home = all.find(({ name }) => name === homeGroup);
  const chooser = { homeGroup, home: home && choiceRules(home), opened: await openedGroups(ctx, userId) };
  return { groups: all.filter((group) => mayChoose(group, chooser)), homeGroup };
}
