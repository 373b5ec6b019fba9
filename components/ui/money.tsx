"use client";

import { createContext, useCallback, useContext } from "react";
import { DOLLARS, formatQuota, type Money, type QuotaPrecision } from "../format/quota";

/** What the site shows money in. */
export const MoneyContext = createContext<Money>(DOLLARS);

export function useMoney(): Money {
  return useContext(MoneyContext);
}

/** Words an amount (quota units) inside a sentence, in the site's currency; in a cell use `<Quota>`. */
export function useQuotaText(): (units: bigint, precision?: QuotaPrecision) => string {
  const money = useMoney();
  return useCallback((units, precision) => formatQuota(units, precision, money), [money]);
}
