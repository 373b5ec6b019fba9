import { z } from "zod";
import { RowNumberOrNone } from "@/server/kernel/row-number-schema";

export const PRICE_MODES = ["token", "call"] as const;
export type PriceMode = (typeof PRICE_MODES)[number];

/** The gateway's error code of a request for a model without a price; such models are listed as called but unpriced. */
export const UNPRICED_ERROR_CODE = "model_not_priced";
export const UNPRICED_HTTP_STATUS = 400;

/**
 * What is wrong with a model, if anything: "unpriced" is served or asked for without a price, "unserved" has a price and no
 * enabled channel.
 */
export const MODEL_STATES = ["ready", "unpriced", "unserved"] as const;
export type ModelState = (typeof MODEL_STATES)[number];

export const IMPORT_ENTRIES_MAX = 1_000;

export const MODEL_NAME_PATTERN = /^[^\s*]+$/;
export const ModelName = z.string().trim().min(1).max(191).regex(MODEL_NAME_PATTERN);

/** US dollars as decimal text, 0..100,000 with at most ten decimals. Never a number: 0.1 + 0.2 is no price. */
export const PRICE_PATTERN = /^(\d{1,5}(\.\d{1,10})?|100000(\.0{1,10})?)$/;
export const PriceText = z.string().trim().regex(PRICE_PATTERN);

/** Per million tokens in mode "token", per request in mode "call". */
export const PriceFields = z.object({
  mode: z.enum(PRICE_MODES),
  inputPrice: PriceText,
  outputPrice: PriceText,
  /** Null: cached input costs as much as input. */
  cachedInputPrice: PriceText.nullable(),
  /** Null in these four: as dear as input, in an answer as output. Written to the vendor's cache; sound and pictures sent. */
  cacheWritePrice: PriceText.nullable().default(null),
  audioInputPrice: PriceText.nullable().default(null),
  imageInputPrice: PriceText.nullable().default(null),
  /** Sound in the answer. */
  audioOutputPrice: PriceText.nullable().default(null),
  callPrice: PriceText,
});
export type PriceFields = z.output<typeof PriceFields>;

export const ModelListInput = z.object({
  cursor: z.string().max(300).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  search: z.string().trim().max(191).optional(),
  mode: z.array(z.enum(PRICE_MODES)).max(PRICE_MODES.length).optional(),
  state: z.array(z.enum(MODEL_STATES)).max(MODEL_STATES.length).optional(),
  group: z.array(z.string().max(64)).max(50).optional(),
});
export type ModelListInput = z.output<typeof ModelListInput>;

/** What a customer pays: in their own group, or in another one they may choose for a token. */
export const CustomerPriceListInput = z.object({
  cursor: z.string().max(300).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  search: z.string().trim().max(191).optional(),
  group: z.string().max(64).optional(),
});
export type CustomerPriceListInput = z.output<typeof CustomerPriceListInput>;

export const ModelGetInput = z.object({ model: ModelName });

/** Why: it stands in the history. */
const reason = z.string().trim().max(500).optional();

const ratio = z.string().trim().min(1).max(24);

const tokens = z.number().int().min(0).max(1_000_000_000);

const usage = z.object({ promptTokens: tokens, cachedTokens: tokens.default(0), completionTokens: tokens });

export const PriceQuoteInput = usage.extend({ price: PriceFields });
export type PriceQuoteInput = z.output<typeof PriceQuoteInput>;

export const ModelQuoteInput = usage.extend({ model: ModelName });
export type ModelQuoteInput = z.output<typeof ModelQuoteInput>;

/** Prices and ratios as they might be; a price of null is taken away. */
export const PriceEffectInput = z.object({
  prices: z
    .array(z.object({ model: ModelName, price: PriceFields.nullable() }))
    .max(IMPORT_ENTRIES_MAX)
    .default([]),
  ratios: z
    .array(
      z.object({
        group: z.string().min(1).max(64),
        ratio: ratio.optional(),
        /** By the name of the accounts' own group; all of them, as they shall be. */
        accountRatios: z.record(z.string().min(1).max(64), ratio).optional(),
      }),
    )
    .max(200)
    .default([]),
  days: z.number().int().min(1).max(31).default(7),
});
export type PriceEffectInput = z.output<typeof PriceEffectInput>;

export const PriceSaveInput = PriceFields.extend({
  model: ModelName,
  /** The version the editor read; 0 when the model had no price. */
  version: RowNumberOrNone,
  /** Says yes to a price ten times higher or lower, or more, than before. */
  isJumpConfirmed: z.boolean().default(false),
  reason,
});
export type PriceSaveInput = z.output<typeof PriceSaveInput>;

export const PriceDeleteInput = z.object({ models: z.array(ModelName).min(1).max(500), reason });
export type PriceDeleteInput = z.input<typeof PriceDeleteInput>;

export const PriceImportPreviewInput = z.object({ text: z.string().min(1).max(500_000) });

export const PriceImportInput = PriceImportPreviewInput.extend({
  /** The mark of the preview that was looked at: what is applied is what was shown. */
  fingerprint: z.string().length(64),
  isJumpConfirmed: z.boolean().default(false),
  reason,
});
export type PriceImportInput = z.output<typeof PriceImportInput>;
