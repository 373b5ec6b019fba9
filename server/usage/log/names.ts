import type { ServiceContext } from "@/server/kernel/context";

export type LogNames = {
  users: Map<string, string>;
  tokens: Map<string, string>;
  channels: Map<string, string>;
};

type Named = { userId?: string | null; tokenId?: string | null; channelId?: string | null };

/** Names for the ids on a page of rows, in one query a noun, deleted records included. */
export async function readNames(ctx: ServiceContext, rows: readonly Named[]): Promise<LogNames> {
  const [users, tokens, channels] = await Promise.all([
    ctx.db.user.findMany({ where: { id: { in: ids(rows, "userId") } }, select: { id: true, username: true } }),
    ctx.db.token.findMany({ where: { id: { in: ids(rows, "tokenId") } }, select: { id: true, name: true } }),
    ctx.db.channel.findMany({ where: { id: { in: ids(rows, "channelId") } }, select: { id: true, name: true } }),
  ]);
  return {
    users: new Map(users.map((user) => [user.id, user.username])),
    tokens: new Map(tokens.map((token) => [token.id, token.name])),
    channels: new Map(channels.map((channel) => [channel.id, channel.name])),
  };
}

function ids(rows: readonly Named[], field: keyof Named): string[] {
  return [...new Set(rows.flatMap((row) => row[field] ?? []))];
}
