import type { ConfigurableKind } from "@/server/configuration/revision/kind";
import { PriceFields, PriceSaveInput } from "./schema";
import { isSamePrice, toPriceFields } from "./service/row";
import { deletePrices, savePrice } from "./service/save";

/** Prices as history, drafts and documents see them; a model's name is its price's id. */
export const priceKind: ConfigurableKind<PriceFields> = {
  kind: "price",
  permissions: { read: "price.readAny", manage: "price.manage" },
  schema: PriceFields,
  async find(ctx, id) {
    const row = await ctx.db.modelPrice.findUnique({ where: { model: id } });
    return row && { id, label: id, content: toPriceFields(row) };
  },
  async list(ctx) {
    const rows = await ctx.db.modelPrice.findMany({ orderBy: { model: "asc" } });
    return rows.map((row) => ({ id: row.model, label: row.model, content: toPriceFields(row) }));
  },
  async apply(tx, { id, content, reason, isJumpConfirmed }) {
    if (content === null) {
      await deletePrices(tx, { models: [id], reason });
      return { id };
    }
    const row = await tx.db.modelPrice.findUnique({ where: { model: id } });
    if (row && isSamePrice(toPriceFields(row), content)) return { id };
    const version = row?.version ?? 0;
    await savePrice(tx, PriceSaveInput.parse({ ...content, model: id, version, reason, isJumpConfirmed }));
    return { id };
  },
};
