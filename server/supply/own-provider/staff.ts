import { revise } from "@/server/configuration/revision/revise";
import type { Role } from "@/server/identity/permission/schema";
import { authorize, requireOutranks } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, toPage } from "@/server/kernel/paging/keyset";
import { bumpAccountVersion, nameChangedAccount } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import type { ChannelRow } from "../channel/row";
import { historyOf } from "./definition";
import type { ListAnyOwnProvidersInput } from "./schema";
import { readOwnUsage } from "./usage";

const USAGE_DAYS = 30;
const IS_OWNED = { ownerId: { not: null }, deletedAt: null };

/**
 * The providers customers brought, the newest first: whose, which kind, which host, its state and use. Nothing of keys and
 * headers, not even a part.
 */
export async function listAnyOwnProviders(ctx: ServiceContext, input: ListAnyOwnProvidersInput) {
  authorize(ctx, "provider.readAny");
  const { cursor, limit, userId } = input;
  const rows = await ctx.db.channel.findMany({
    where: { AND: [IS_OWNED, userId === undefined ? {} : { ownerId: userId }, olderThan(cursor)] },
    orderBy: NEWEST_FIRST,
    take: limit + 1,
  });
  const ownerIds = [...new Set(rows.flatMap((row) => row.ownerId ?? []))];
  const owners = await ctx.db.user.findMany({ where: { id: { in: ownerIds } }, select: { id: true, username: true } });
  const names = new Map(owners.map((owner) => [owner.id, owner.username]));
  const usages = await Promise.all(
    ownerIds.map(async (ownerId) => {
      const ids = rows.filter((row) => row.ownerId === ownerId).map(({ id }) => id);
      return [ownerId, await readOwnUsage(ctx, { ownerId, ids, days: USAGE_DAYS })] as const;
    }),
  );
  const usageOf = new Map(usages);
  return toPage(rows, limit, (row) => ({
    ...shownToStaff(row),
    username: names.get(row.ownerId ?? "") ?? "",
    usage: usageOf.get(row.ownerId ?? "")?.(row.id) ?? null,
  }));
}

function shownToStaff(row: ChannelRow) {
  return {
    id: row.id,
    ownerId: row.ownerId ?? "",
    name: row.ownerKey ?? "",
    label: row.name,
    type: row.preset,
    host: URL.canParse(row.baseUrl) ? new URL(row.baseUrl).host : "",
    status: row.status,
    statusReason: row.statusReason,
    testedAt: row.testedAt,
    createdAt: row.createdAt,
  };
}

/**
 * Switches a customer's provider off, with a reason its owner reads; they can switch it on again. Throws NOT_FOUND,
 * FORBIDDEN (common.role_too_high) for somebody of one's own rank or above.
 */
export async function disableAnyOwnProvider(ctx: ServiceContext, input: { id: string; reason: string }): Promise<void> {
  authorize(ctx, "provider.disableAny");
  const { id, reason } = input;
  await withTransaction(ctx, async (tx) => {
    await bumpAccountVersion(tx, "access", null);
    const row = await tx.db.channel.findFirst({ where: { AND: [{ id }, IS_OWNED] }, include: { keys: true } });
    const owner = row?.ownerId ? await tx.db.user.findUnique({ where: { id: row.ownerId } }) : null;
    if (!row || !owner) throw notFound("ownProvider");
    requireOutranks(tx, owner.role as Role);
    await nameChangedAccount(tx, "access", owner.id);
    const secret = row.keys[0]?.secret ?? null;
    const off = { status: "disabled", statusReason: reason, statusChangedAt: tx.clock(), version: { increment: 1 } };
    const saved = await tx.db.channel.update({ where: { id }, data: off });
    await revise(tx, {
      kind: "channel",
      id,
      label: row.name,
      action: "ownProvider.disableAny",
      before: historyOf(row, secret),
      after: historyOf(saved, secret),
      reason,
      ownerId: owner.id,
    });
  });
}
