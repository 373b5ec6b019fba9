import { procedure, router } from "@/server/trpc/init";
import {
  CustomerPriceListInput,
  ModelGetInput,
  ModelListInput,
  ModelQuoteInput,
  PriceDeleteInput,
  PriceEffectInput,
  PriceImportInput,
  PriceImportPreviewInput,
  PriceQuoteInput,
  PriceSaveInput,
} from "./schema";
import { listCustomerPrices } from "./service/customer-prices";
import { previewPriceEffect } from "./service/effect";
import { importPrices, previewPriceImport } from "./service/import";
import { getModel, listModels, listPricedNames } from "./service/list";
import { quoteModel, quotePrice } from "./service/quote";
import { deletePrices, savePrice } from "./service/save";
import { readPriceSheetText } from "./service/sheet";

export const priceRouter = router({
  list: procedure.input(ModelListInput).query(({ ctx, input }) => listModels(ctx, input)),
  pricedNames: procedure.query(({ ctx }) => listPricedNames(ctx)),
  get: procedure.input(ModelGetInput).query(({ ctx, input }) => getModel(ctx, input)),
  listMine: procedure.input(CustomerPriceListInput).query(({ ctx, input }) => listCustomerPrices(ctx, input)),
  quote: procedure.input(PriceQuoteInput).query(({ ctx, input }) => quotePrice(ctx, input)),
  quoteModel: procedure.input(ModelQuoteInput).query(({ ctx, input }) => quoteModel(ctx, input)),
  effect: procedure.input(PriceEffectInput).query(({ ctx, input }) => previewPriceEffect(ctx, input)),
  sheet: procedure.query(({ ctx }) => readPriceSheetText(ctx)),
  save: procedure.input(PriceSaveInput).mutation(({ ctx, input }) => savePrice(ctx, input)),
  delete: procedure.input(PriceDeleteInput).mutation(({ ctx, input }) => deletePrices(ctx, input)),
  previewImport: procedure.input(PriceImportPreviewInput).mutation(({ ctx, input }) => previewPriceImport(ctx, input)),
  import: procedure.input(PriceImportInput).mutation(({ ctx, input }) => importPrices(ctx, input)),
});
