import { SPECIAL_TOKENS, type SpecialToken } from "@/server/providers/special-token-schema";

/** Which field of a price holds that of which kind of special tokens. */
export const SPECIAL_PRICES = {
  cacheWrite: "cacheWritePrice",
  audioInput: "audioInputPrice",
  imageInput: "imageInputPrice",
  audioOutput: "audioOutputPrice",
} as const satisfies Record<SpecialToken, string>;

export type SpecialPriceField = (typeof SPECIAL_PRICES)[SpecialToken];
export const SPECIAL_PRICE_FIELDS = Object.values(SPECIAL_PRICES);

/** Decimal strings per million tokens; null: as dear as input, in an answer as output. */
export type SpecialPriceFields = { [Field in SpecialPriceField]: string | null };

/** The special prices of a price as its snapshots keep them: JSON by kind, in one order; null where there are none. */
export function writeSpecialPrices(price: { readonly [Field in SpecialPriceField]?: string | null }): string | null {
  const entries = SPECIAL_TOKENS.flatMap((kind) => {
    const text = price[SPECIAL_PRICES[kind]] ?? null;
    return text === null ? [] : [[kind, text] as const];
  });
  return entries.length === 0 ? null : JSON.stringify(Object.fromEntries(entries));
}

/** The same of each special price, which may be missing; all four are there afterwards. */
export function mapSpecialPrices(
  price: { readonly [Field in SpecialPriceField]?: string | null },
  change: (price: string) => string,
): SpecialPriceFields {
  const changed = (text: string | null | undefined) => (text == null ? null : change(text));
  return {
    cacheWritePrice: changed(price.cacheWritePrice),
    audioInputPrice: changed(price.audioInputPrice),
    imageInputPrice: changed(price.imageInputPrice),
    audioOutputPrice: changed(price.audioOutputPrice),
  };
}
