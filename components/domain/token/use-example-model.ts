"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/provider";

const FALLBACK_MODEL = "gpt-4o-mini";

/** Picks a model for an example request: one the token is limited to, else one that is served, else a well-known name. */
export function useExampleModel(): (modelLimits: readonly string[]) => string {
  const served = useQuery(useTRPC().price.listMine.queryOptions({ limit: 200 }));
  const names = served.data?.items.map(({ model }) => model) ?? [];
  return (modelLimits) => {
    if (modelLimits.length === 0) return names[0] ?? FALLBACK_MODEL;
    const whole = modelLimits.find((pattern) => !pattern.endsWith("*"));
    const begun = names.find((name) => modelLimits.some((pattern) => name.startsWith(pattern.slice(0, -1))));
    return whole ?? begun ?? FALLBACK_MODEL;
  };
}
