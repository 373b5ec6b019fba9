import { sha256Hex } from "@/server/kernel/crypto";
import { compilePrice } from "@/server/supply/price/compile";
import type { ModelPrice } from "./snapshot";

const UNITS_PER_USD = 500_000;
/** One unit is 0.000002 dollars: six decimals tell every fee exactly. */
const DECIMALS = 6;

/** What a request costs that its account's own provider serves: the fee (quota units), whatever it says and in every group. */
export function ownFeePrice(feeUnits: number): ModelPrice {
  const callPrice = (feeUnits / UNITS_PER_USD).toFixed(DECIMALS);
  const free = { inputPrice: "0", outputPrice: "0", cachedInputPrice: "0" };
  const compiled = compilePrice({ ...free, mode: "call", callPrice }, "1");
  const fields = { mode: "own" as const, ...free, callPrice, groupRatio: "1" };
  return { compiled, row: { id: sha256Hex(JSON.stringify(fields)).slice(0, 32), ...fields, specialPrices: null } };
}
