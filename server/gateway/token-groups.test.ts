import { describe, expect, it } from "vitest";
import type { AuthEntry } from "./auth-entry";
import { EMPTY_SNAPSHOT, type GroupRules } from "./snapshot";
import { testAuthEntry } from "./testing/auth-entry";
import { testGroup } from "./testing/group";
import { type GroupSettings, groupsOfKey } from "./token-groups";

const NOW = Date.UTC(2026, 5, 1);
const snapshotOf = (groups: Record<string, Partial<GroupRules>>) => ({
  ...EMPTY_SNAPSHOT,
  groups: new Map(Object.entries(groups).map(([name, rules]) => [name, testGroup(rules)])),
});
const SITE = snapshotOf({
  default: { removed: new Set(["cheap"]) },
  cheap: { isSelectable: true },
  fast: { isSelectable: true },
  staff: {},
});
const groupsOf = (entry: Partial<AuthEntry>, settings: Partial<GroupSettings> = {}) =>
  groupsOfKey(SITE, testAuthEntry({ homeGroup: "default", ...entry }), {
    settings: { enforced: "removed", auto: [], ...settings },
    at: NOW,
  });
const refusal = (code: string) => expect.objectContaining({ status: 403, code });

describe("a key in a group", () => {
  it("is served in it, and in its account's own always", () => {
    expect(groupsOf({ groupName: "fast" })).toEqual(["fast"]);
    expect(groupsOf({ groupName: "default" }, { enforced: "all" })).toEqual(["default"]);
  });

  it("is refused once its account's group takes the group away, unless the site lets keys keep it", () => {
    expect(() => groupsOf({ groupName: "cheap" })).toThrow(refusal("group_not_allowed"));
    expect(() => groupsOf({ groupName: "cheap" }, { enforced: "all" })).toThrow(refusal("group_not_allowed"));
    expect(groupsOf({ groupName: "cheap" }, { enforced: "off" })).toEqual(["cheap"]);
  });

  it("may be in one that is open to nobody where an administrator put it, unless the site refuses that, too", () => {
    expect(groupsOf({ groupName: "staff" })).toEqual(["staff"]);
    expect(() => groupsOf({ groupName: "staff" }, { enforced: "all" })).toThrow(refusal("group_not_allowed"));
  });

  it("keeps what a plan opens for as long as the plan runs", () => {
    const opens = (from: number, to: number) => [
      { names: ["cheap", "staff"], startsAt: new Date(from), endsAt: new Date(to) },
    ];
    const running = opens(NOW - 1, NOW + 1);
    expect(groupsOf({ groupName: "cheap", opened: running }, { enforced: "all" })).toEqual(["cheap"]);
    for (const opened of [opens(NOW - 2, NOW), opens(NOW + 1, NOW + 2)]) {
      expect(() => groupsOf({ groupName: "cheap", opened })).toThrow(refusal("group_not_allowed"));
    }
  });
});

describe("a key that leaves the group to the site", () => {
  const auto = ["gone", "staff", "fast", "cheap", "default"];

  it("is served in the groups of the list that its account may use, in the order of the list", () => {
    expect(groupsOf({ isAuto: true }, { auto })).toEqual(["fast", "default"]);
  });

  it("is refused where that comes to no group", () => {
    expect(() => groupsOf({ isAuto: true }, { auto: ["staff", "cheap"] })).toThrow(refusal("no_auto_group"));
    expect(() => groupsOf({ isAuto: true }, { auto: [] })).toThrow(refusal("no_auto_group"));
  });
});
