import type { ServiceContext } from "@/server/kernel/context";
import type { ActivityBy } from "./schema";

/** What people call channels, users and tokens, deleted ones included; models and groups are their own names. */
export async function namesOf(
  ctx: ServiceContext,
  by: ActivityBy,
  keys: readonly string[],
): Promise<Record<string, string>> {
  const where = { where: { id: { in: keys.filter(Boolean) } } };
  switch (by) {
    case "channel":
      return named(await ctx.db.channel.findMany({ ...where, select: { id: true, name: true } }));
    case "user": {
      const users = await ctx.db.user.findMany({ ...where, select: { id: true, username: true } });
      return named(users.map(({ id, username }) => ({ id, name: username })));
    }
    case "token":
      return named(await ctx.db.token.findMany({ ...where, select: { id: true, name: true } }));
    default:
      return {};
  }
}

function named(rows: readonly { id: string; name: string }[]): Record<string, string> {
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
