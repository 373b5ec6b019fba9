"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

const View = dynamic(async () => (await import("./json-compare-view")).JsonCompareView, {
  ssr: false,
  loading: () => <Skeleton className="h-40 w-full" />,
});

/** Two whole objects as JSON, side by side. */
export function JsonCompare({ before, after }: { before: unknown; after: unknown }) {
  return <View before={print(before)} after={print(after)} />;
}

function print(value: unknown): string {
  return value === null || value === undefined ? "" : JSON.stringify(value, null, 2);
}
