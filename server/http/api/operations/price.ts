import { z } from "zod";
import {
  CustomerPriceListInput,
  ModelGetInput,
  ModelListInput,
  ModelQuoteInput,
  PriceDeleteInput,
  PriceImportInput,
  PriceImportPreviewInput,
  PriceSaveInput,
} from "@/server/supply/price/schema";
import { listCustomerPrices } from "@/server/supply/price/service/customer-prices";
import { importPrices, previewPriceImport } from "@/server/supply/price/service/import";
import { getModel, listModels } from "@/server/supply/price/service/list";
import { quoteModel } from "@/server/supply/price/service/quote";
import { deletePrices, savePrice } from "@/server/supply/price/service/save";
import {
  DeletePricesAnswer,
  ImportPricesAnswer,
  ListCustomerPricesAnswer,
  ListModelsAnswer,
  ModelDetail,
  PreviewPriceImportAnswer,
  QuoteModelEntry,
} from "../answers/price";
import { NewVersion } from "../answers/shapes";
import { operation, tagged } from "../operation";

export const priceOperations = tagged("Prices", [
  operation("listModels", {
    method: "GET",
    path: "/prices",
    scope: "prices:read",
    summary: "List models with their prices and who serves them",
    input: ModelListInput,
    output: ListModelsAnswer,
    verb: listModels,
  }),
  operation("listCustomerPrices", {
    method: "GET",
    path: "/own-prices",
    scope: "prices:read",
    summary: "List what the token's owner pays for each model",
    input: CustomerPriceListInput,
    output: ListCustomerPricesAnswer,
    verb: listCustomerPrices,
  }),
  operation("quoteModel", {
    method: "POST",
    path: "/prices/quote",
    scope: "prices:read",
    summary: "Work out what a request would cost",
    input: ModelQuoteInput,
    output: z.array(QuoteModelEntry),
    verb: quoteModel,
  }),
  operation("previewPriceImport", {
    method: "POST",
    path: "/prices/import/preview",
    scope: "prices:write",
    summary: "Show what a price list would change",
    input: PriceImportPreviewInput,
    output: PreviewPriceImportAnswer,
    verb: previewPriceImport,
  }),
  operation("importPrices", {
    method: "POST",
    path: "/prices/import",
    scope: "prices:write",
    summary: "Import the price list that a preview showed",
    input: PriceImportInput,
    output: ImportPricesAnswer,
    verb: importPrices,
  }),
  operation("getModel", {
    method: "GET",
    path: "/prices/{model}",
    scope: "prices:read",
    summary: "Read a model with its price",
    input: ModelGetInput,
    output: ModelDetail,
    verb: getModel,
  }),
  operation("savePrice", {
    method: "PUT",
    path: "/prices/{model}",
    scope: "prices:write",
    summary: "Set a model's price. Without a price its version is 0",
    input: PriceSaveInput,
    output: NewVersion,
    verb: savePrice,
  }),
  operation("deletePrices", {
    method: "DELETE",
    path: "/prices",
    scope: "prices:write",
    summary: "Delete the prices of models",
    input: PriceDeleteInput,
    output: DeletePricesAnswer,
    verb: deletePrices,
  }),
]);
