import { getSetting } from "@/server/configuration/setting/current";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { lastErrorOf } from "../channel/row";
import { ownDefinitionOf } from "./definition";
import { findOwnRow, type OwnProviderWithKey } from "./row";
import type { OwnProviderPolicy } from "./schema";
import { readOwnUsage } from "./usage";

const LIST_USAGE_DAYS = 30;

/**
 * One's own providers, the ones asked first at the head, with their use of the last 30 days; when they are asked, how many
 * one may have, and what a request through them costs in quota units.
 */
export async function listOwnProviders(ctx: ServiceContext) {
  authorize(ctx, "provider.manageOwn");
  const ownerId = requireUserId(ctx);
  const [user, rows] = await Promise.all([
    ctx.db.user.findUniqueOrThrow({ where: { id: ownerId }, select: { ownProviders: true } }),
    ctx.db.channel.findMany({
      where: { ownerId, deletedAt: null },
      include: { keys: true },
      orderBy: [{ priority: "desc" }, { isOwnerDefault: "desc" }, { name: "asc" }],
    }),
  ]);
  const usage = await readOwnUsage(ctx, { ownerId, ids: rows.map(({ id }) => id), days: LIST_USAGE_DAYS });
  return {
    policy: user.ownProviders as OwnProviderPolicy,
    isAllowed: getSetting("providers.ownEnabled"),
    limit: getSetting("providers.ownMax"),
    feeUnits: BigInt(getSetting("providers.feeUnits")),
    items: rows.map((row) => ({ ...shownOwnProvider(row), usage: usage(row.id) })),
  };
}

/** One of one's own providers; key and header values are write-only. Throws NOT_FOUND. */
export async function getOwnProvider(ctx: ServiceContext, input: { name: string }) {
  authorize(ctx, "provider.manageOwn");
  return shownOwnProvider(await findOwnRow(ctx, { ownerId: requireUserId(ctx), name: input.name }));
}

/** What its owner sees of a provider. */
export function shownOwnProvider(row: OwnProviderWithKey) {
  const [key] = row.keys;
  return {
    id: row.id,
    ...ownDefinitionOf(row),
    /** First and last characters; empty when it needs none. */
    keyHint: key?.hint ?? "",
    /** enabled, disabled (by its owner or by staff), auto_disabled. */
    status: row.status,
    statusReason: row.statusReason,
    statusChangedAt: row.statusChangedAt,
    lastError: lastErrorOf(row, row.keys),
    responseTimeMs: row.responseTimeMs,
    testedAt: row.testedAt,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
