import type { ServiceContext } from "@/server/kernel/context";

export type GroupUsage = { userCount: number; tokenCount: number; channelCount: number };

/** How many accounts, tokens and channels are in each group. Deleted ones count while they can be restored. */
export async function countGroupUsage(ctx: ServiceContext): Promise<(name: string) => GroupUsage> {
  const [users, tokens, channels] = await Promise.all([
    ctx.db.user.groupBy({ by: ["groupName"], _count: { _all: true } }),
    ctx.db.token.groupBy({ by: ["groupName"], where: { groupName: { not: null } }, _count: { _all: true } }),
    ctx.db.channel.findMany({ where: { ownerId: null }, select: { groups: true } }),
  ]);
  const userCounts = new Map(users.map((row) => [row.groupName, row._count._all]));
  const tokenCounts = new Map(tokens.map((row) => [row.groupName, row._count._all]));
  const channelCounts = countNames(channels.map((channel) => channel.groups));
  return (name) => ({
    userCount: userCounts.get(name) ?? 0,
    tokenCount: tokenCounts.get(name) ?? 0,
    channelCount: channelCounts.get(name) ?? 0,
  });
}

function countNames(lists: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const list of lists) {
    const names: unknown = JSON.parse(list);
    for (const name of new Set(Array.isArray(names) ? names : [])) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

const NAMED_MAX = 3;

/** Who is in one group: counts, and a few names, so that a refusal says where to look. */
export async function findGroupMembers(tx: ServiceContext, name: string): Promise<GroupUsage & { names: string[] }> {
  // Channels keep their groups as JSON text; a name in its quotes matches nothing else.
  const inChannel = { ownerId: null, groups: { contains: JSON.stringify(name) } };
  const where = { groupName: name };
  const [userCount, tokenCount, channelCount, users, tokens, channels] = await Promise.all([
    tx.db.user.count({ where }),
    tx.db.token.count({ where }),
    tx.db.channel.count({ where: inChannel }),
    tx.db.user.findMany({ where, select: { username: true }, take: NAMED_MAX }),
    tx.db.token.findMany({ where, select: { name: true }, take: NAMED_MAX }),
    tx.db.channel.findMany({ where: inChannel, select: { name: true }, take: NAMED_MAX }),
  ]);
  const names = [...users.map((user) => user.username), ...[...tokens, ...channels].map((record) => record.name)];
  return { userCount, tokenCount, channelCount, names: names.slice(0, NAMED_MAX) };
}

/** Which other groups name a group in their lists or ratios: it would come back to life there if it were made again. */
export async function findGroupMentions(tx: ServiceContext, name: string): Promise<string[]> {
  const quoted = { contains: JSON.stringify(name) };
  const rows = await tx.db.group.findMany({
    where: { name: { not: name }, OR: [{ accountRatios: quoted }, { addedGroups: quoted }, { removedGroups: quoted }] },
    select: { displayName: true },
    orderBy: { name: "asc" },
  });
  return rows.map((row) => row.displayName);
}
