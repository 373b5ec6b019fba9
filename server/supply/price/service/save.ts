import { inOneChange } from "@/server/configuration/revision/one-change";
import { revise } from "@/server/configuration/revision/revise";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, prismaCode, staleVersion } from "@/server/kernel/errors";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import type { PriceDeleteInput, PriceFields, PriceSaveInput } from "../schema";
import { canonicalPrice, isJump, toPriceFields } from "./row";

/**
 * Sets the price of a model; requests that start after it pay it. Throws CONFLICT when somebody priced it since the editor
 * read it, PRECONDITION_FAILED (price.jump) when it moves tenfold or more and nobody said that this is meant.
 */
export async function savePrice(ctx: ServiceContext, input: PriceSaveInput): Promise<{ version: number }> {
  authorize(ctx, "price.manage");
  const { model, version, isJumpConfirmed, reason, ...fields } = input;
  const price = canonicalPrice(fields);
  return withTransaction(ctx, async (tx) => {
    const row = await tx.db.modelPrice.findUnique({ where: { model } });
    const before = row && toPriceFields(row);
    if (before && !isJumpConfirmed && isJump(before, price))
      throw new AppError("PRECONDITION_FAILED", { reason: "price.jump" });
    await writePrice(tx, { model, version, price });
    await revisePrice(tx, { model, before, after: price, reason });
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

type PriceChange = {
  model: string;
  before: PriceFields | null;
  after: PriceFields | null;
  reason: string | undefined;
};

/** Writes the revision of a price that was set, changed or taken away. */
export async function revisePrice(tx: ServiceContext, { model, before, after, reason }: PriceChange): Promise<void> {
  const action = before === null ? "price.create" : after === null ? "price.delete" : "price.update";
  await revise(tx, { kind: "price", id: model, label: model, action, before, after, reason });
}

/** Takes the prices of models away; requests for them are then refused unless a setting says otherwise. Returns how many. */
export async function deletePrices(ctx: ServiceContext, input: PriceDeleteInput): Promise<{ count: number }> {
  authorize(ctx, "price.manage");
  const { models, reason } = input;
  return inOneChange(ctx, async (tx) => {
    const rows = await tx.db.modelPrice.findMany({ where: { model: { in: models } } });
    let count = 0;
    for (const row of rows) {
      const { model, version } = row;
      // The version in the condition: what somebody else takes away or changes meanwhile is not taken away here.
      const removed = await tx.db.modelPrice.deleteMany({ where: { model, version } });
      if (removed.count === 0) continue;
      count += 1;
      await revisePrice(tx, { model, before: toPriceFields(row), after: null, reason });
    }
    if (count > 0) await bumpStateVersion(tx, "price");
    return { count };
  });
}
