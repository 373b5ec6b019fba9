import { choiceRules } from "@/server/access/group/row";
import { mayChoose } from "@/server/access/group/usable";
import type { ServiceContext } from "@/server/kernel/context";
import { readTextList } from "@/server/supply/channel/stored-json";

/** The groups that a user's running subscriptions open to them, beside their own and those open to all. */
export async function openedGroups(ctx: ServiceContext, userId: string): Promise<string[]> {
  const now = ctx.clock();
  const rows = await ctx.db.subscription.findMany({
    where: { userId, status: "active", startedAt: { lte: now }, periodEndAt: { gt: now } },
    select: { planVersion: { select: { groupNames: true } } },
  });
  return [...new Set(rows.flatMap(({ planVersion }) => readTextList(planVersion.groupNames)))];
}

type Ended = { userId: string; planVersion: { groupNames: string } };

/**
 * Puts a user's tokens that are in a group only an ended subscription had opened back into their owner's group. Decided
 * here and not at each request, so that a token which an administrator puts into such a group later stays in it. Call it
 * after the subscription's end was written. Out: how many tokens.
 */
export async function takeBackGroups(tx: ServiceContext, ended: Ended): Promise<number> {
  const closed = readTextList(ended.planVersion.groupNames);
  if (closed.length === 0) return 0;
  const owner = await tx.db.user.findUnique({ where: { id: ended.userId }, select: { groupName: true } });
  const homeGroup = owner?.groupName ?? "";
  const [opened, groups, home] = await Promise.all([
    openedGroups(tx, ended.userId),
    tx.db.group.findMany({ where: { name: { in: closed } }, select: { name: true, isSelectable: true } }),
    tx.db.group.findUnique({ where: { name: homeGroup } }),
  ]);
  const chooser = { homeGroup, home: home ? choiceRules(home) : undefined, opened };
  const kept = new Set(groups.filter((group) => mayChoose(group, chooser)).map(({ name }) => name));
  const { count } = await tx.db.token.updateMany({
    where: { userId: ended.userId, groupName: { in: closed.filter((name) => !kept.has(name)) } },
    data: { groupName: null, version: { increment: 1 } },
  });
  return count;
}
