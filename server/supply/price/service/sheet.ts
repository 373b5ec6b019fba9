import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { SPECIAL_PRICE_FIELDS } from "../special-price-schema";

/** Every price as the rows of a sheet that an import takes back: a header, then one row a model, by name. */
export async function readPriceSheetText(ctx: ServiceContext): Promise<{ rows: (string | null)[][] }> {
  authorize(ctx, "price.readAny");
  const prices = await ctx.db.modelPrice.findMany({ orderBy: { model: "asc" } });
  const special = ["cache_write", "audio_input", "image_input", "audio_output"];
  const header = ["model", "mode", "input", "cached", "output", "per_call", ...special];
  const rows = prices.map((price) => {
    const { model, mode, inputPrice, cachedInputPrice, outputPrice, callPrice } = price;
    if (mode === "call") return [model, mode, null, null, null, callPrice, null, null, null, null];
    const specialPrices = SPECIAL_PRICE_FIELDS.map((field) => price[field]);
    return [model, mode, inputPrice, cachedInputPrice, outputPrice, null, ...specialPrices];
  });
  return { rows: [header, ...rows] };
}
