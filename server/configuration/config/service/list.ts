import { authorize, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import { type ConfigView, findReadable, toViews } from "../row";
import type { ConfigListInput } from "../schema";

/**
 * Configurations, the newest first: one's own, or for staff another's or everybody's. `q` finds part of a key, a name or an
 * id. Secrets are never among the values; each is told to be set or not.
 */
export async function listConfigs(ctx: ServiceContext, input: ConfigListInput): Promise<Page<ConfigView>> {
  authorize(ctx, "config.manageOwn");
  const isOthers = input.isEverybodys === true || (input.userId !== undefined && input.userId !== actorId(ctx));
  if (isOthers) authorize(ctx, "config.readAny");
  const { cursor, limit, q, templateId, scope, isActive } = input;
  const rows = await ctx.db.userConfig.findMany({
    where: {
      AND: [
        input.isEverybodys ? {} : { userId: input.userId ?? requireUserId(ctx) },
        olderThan(cursor),
        templateId === undefined ? {} : { templateId },
        scope && scope.length > 0 ? { scope: { in: scope } } : {},
        isActive === undefined ? {} : { isActive },
        q ? { OR: [{ key: { contains: q } }, { name: { contains: q } }, { id: q }] } : {},
      ],
    },
    orderBy: NEWEST_FIRST,
    take: limit + 1,
  });
  const page = toPage(rows, limit, (row) => row);
  return { items: await toViews(ctx, page.items), nextCursor: page.nextCursor };
}

/** One configuration. Throws NOT_FOUND, also for somebody else's without the right to it. */
export async function getConfig(ctx: ServiceContext, input: { id: string }): Promise<ConfigView> {
  authorize(ctx, "config.manageOwn");
  const [view] = await toViews(ctx, [await findReadable(ctx, input.id)]);
  if (!view) throw new Error("a row that was read has a view");
  return view;
}
