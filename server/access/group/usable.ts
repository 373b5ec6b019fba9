/** What decides which groups the accounts of a group may choose for their tokens. */
export type GroupChoiceRules = { added: ReadonlySet<string>; removed: ReadonlySet<string> };

/** A group as it is chosen. */
type Chosen = { name: string; isSelectable: boolean };

/** Whose choice it is. `home` is undefined for a group that is no more; `opened` are the groups that subscriptions open. */
export type Chooser = {
  homeGroup: string;
  home: GroupChoiceRules | undefined;
  opened: readonly string[];
};

/**
 * Whether an account may choose a group. Its own always; what a subscription opens, because it was paid for, whatever else is
 * said; else those open to all and those its own group adds, unless its own group takes them away.
 */
export function mayChoose(group: Chosen, { homeGroup, home, opened }: Chooser): boolean {
  const { name } = group;
  if (name === homeGroup || opened.includes(name)) return true;
  if (home?.removed.has(name)) return false;
  return group.isSelectable || home?.added.has(name) === true;
}

/** Whether a group was taken away from an account by name: by its own group, and no subscription of it opens it. */
export function isTakenAway(name: string, { homeGroup, home, opened }: Chooser): boolean {
  return name !== homeGroup && home?.removed.has(name) === true && !opened.includes(name);
}

/** What a request in a group costs the accounts of another: that group's ratio for them, else its ratio for everybody. */
export function ratioFor(
  group: { ratio: string; accountRatios: Readonly<Record<string, string>> },
  homeGroup: string,
): string {
  return (Object.hasOwn(group.accountRatios, homeGroup) ? group.accountRatios[homeGroup] : undefined) ?? group.ratio;
}
