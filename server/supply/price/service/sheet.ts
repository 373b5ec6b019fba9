import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";

/** Every price as the rows of a sheet that an import takes back: a header, then one row a model, by name. */
export async function readPriceSheetText(ctx: ServiceContext): Promise<{ rows: (string | null)[][] }> {
  authorize(ctx, "price.readAny");
  const prices = await ctx.db.modelPrice.findMany({ orderBy: { model: "asc" } });
  const header = ["model", "mode", "input", "cached", "output", "per_call"];
  const rows = prices.map(({ model, mode, inputPrice, cachedInputPrice, outputPrice, callPrice }) =>
    mode === "call"
      ? [model, mode, null, null, null, callPrice]
      : [model, mode, inputPrice, cachedInputPrice, outputPrice, null],
  );
  return { rows: [header, ...rows] };
}
