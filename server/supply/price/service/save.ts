import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, prismaCode, staleVersion } from "@/server/kernel/errors";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import type { PriceFields, PriceSaveInput } from "../schema";
import { canonicalPrice, isJump, priceTarget, toPriceFields } from "./row";

/**
 * Sets the price of a model; requests that start after it pay it. Throws CONFLICT when somebody priced it since the editor
 * read it, PRECONDITION_FAILED (price.jump) when it moves more than tenfold and nobody said that this is meant.
 */
export async function savePrice(ctx: ServiceContext, input: PriceSaveInput): Promise<{ version: number }> {
  authorize(ctx, "price.manage");
  const { model, version, isJumpConfirmed, ...fields } = input;
  const price = canonicalPrice(fields);
  return withTransaction(ctx, async (tx) => {
    const row = await tx.db.modelPrice.findUnique({ where: { model } });
    const before = row && toPriceFields(row);
    if (before && !isJumpConfirmed && isJump(before, price))
      throw new AppError("PRECONDITION_FAILED", { reason: "price.jump" });
    await writePrice(tx, { model, version, price });
    await auditPrice(tx, { model, before, after: price });
    await bumpStateVersion(tx, "price");
    return { version: version + 1 };
  });
}

/** Writes a price over the version that was read; 0 means that there was none. Throws CONFLICT when that is no longer so. */
export async function writePrice(
  tx: ServiceContext,
  input: { model: string; version: number; price: PriceFields },
): Promise<void> {
  const { model, version, price } = input;
  if (version === 0) {
    await tx.db.modelPrice.create({ data: { model, ...price } }).catch((error: unknown) => {
      throw prismaCode(error) === "P2002" ? staleVersion("price") : error;
    });
    return;
  }
  const { count } = await tx.db.modelPrice.updateMany({
    where: { model, version },
    data: { ...price, version: { increment: 1 } },
  });
  if (count === 0) throw staleVersion("price");
}

export async function auditPrice(
  tx: ServiceContext,
  change: { model: string; before: PriceFields | null; after: PriceFields | null; reason?: string },
): Promise<void> {
  const { model, before, after, reason } = change;
  const action = before === null ? "price.create" : after === null ? "price.delete" : "price.update";
  await audit(tx, { action, target: priceTarget(model), before, after, ...(reason === undefined ? {} : { reason }) });
}

/** Takes the prices of models away; requests for them are then refused unless a setting says otherwise. Returns how many. */
export async function deletePrices(ctx: ServiceContext, input: { models: string[] }): Promise<{ count: number }> {
  authorize(ctx, "price.manage");
  return withTransaction(ctx, async (tx) => {
    const rows = await tx.db.modelPrice.findMany({ where: { model: { in: input.models } } });
    const { count } = await tx.db.modelPrice.deleteMany({ where: { model: { in: rows.map(({ model }) => model) } } });
    for (const row of rows) await auditPrice(tx, { model: row.model, before: toPriceFields(row), after: null });
    if (count > 0) await bumpStateVersion(tx, "price");
    return { count };
  });
}
