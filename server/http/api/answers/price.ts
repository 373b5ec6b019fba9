import { z } from "zod";
import { MODEL_STATES, PRICE_MODES } from "@/server/supply/price/schema";

/** US dollars per million tokens in mode "token", per request in mode "call". */
const Price = z.object({
  mode: z.enum(PRICE_MODES),
  inputPrice: z.string(),
  outputPrice: z.string(),
  cachedInputPrice: z.string().nullable(),
  cacheWritePrice: z.string().nullable(),
  audioInputPrice: z.string().nullable(),
  imageInputPrice: z.string().nullable(),
  audioOutputPrice: z.string().nullable(),
  callPrice: z.string(),
});

export const ModelDetail = z.object({
  id: z.string(),
  model: z.string(),
  state: z.enum(MODEL_STATES),
  price: Price.nullable(),
  isFree: z.boolean(),
  channelCount: z.number(),
  groups: z.array(z.string()),
  refusedCount: z.number(),
  version: z.number(),
  updatedAt: z.date().nullable(),
});

export const ListModelsAnswer = z.object({
  items: z.array(ModelDetail),
  nextCursor: z.string().nullable(),
  unpricedCount: z.number(),
});

/** `group` is null when nobody may choose the group that was asked for. */
export const ListCustomerPricesAnswer = z.object({
  items: z.array(z.object({ id: z.string(), model: z.string(), price: Price })),
  nextCursor: z.string().nullable(),
  group: z.object({ name: z.string(), displayName: z.string(), ratio: z.string() }).nullable(),
});

export const QuoteModelEntry = z.object({
  name: z.string(),
  displayName: z.string(),
  ratio: z.string(),
  units: z.bigint(),
});

export const PreviewPriceImportAnswer = z.object({
  rows: z.array(
    z.object({
      place: z.number(),
      model: z.string(),
      change: z.enum(["error", "change", "add", "same"]),
      error: z.enum(["bad_model", "bad_price", "bad_mode", "no_price", "repeated"]).nullable(),
      before: Price.nullable(),
      after: Price.nullable(),
      isJump: z.boolean(),
      version: z.number(),
    }),
  ),
  addCount: z.number(),
  changeCount: z.number(),
  sameCount: z.number(),
  errorCount: z.number(),
  jumpCount: z.number(),
  fingerprint: z.string(),
});

export const ImportPricesAnswer = z.object({ added: z.number(), changed: z.number() });

export const DeletePricesAnswer = z.object({ count: z.number() });
