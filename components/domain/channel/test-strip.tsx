"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { TEST_STRIP_LENGTH } from "@/server/supply/channel/schema";

type Cell = { id: string; isOk: boolean; latencyMs: number };

/** The latest sixty tests, the newest at the right: tall for passed, short and red for failed, so that colour is not all. */
export function TestStrip({ tests, className }: { tests: readonly Cell[] | undefined; className?: string }) {
  const t = useTranslations("channel.strip");
  const passed = tests?.filter((test) => test.isOk).length ?? 0;
  const label = !tests || tests.length === 0 ? t("none") : t("summary", { passed, total: tests.length });
  const empty = Math.max(0, TEST_STRIP_LENGTH - (tests?.length ?? 0));
  return (
    <Tooltip content={label}>
      <span role="img" aria-label={label} className={cn("inline-flex h-4 items-end gap-px", className)}>
        {Array.from({ length: empty }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: empty cells have nothing but their place
          <span key={index} className="h-1 w-0.5 rounded-[1px] bg-border" />
        ))}
        {tests?.map((test) => (
          <span key={test.id} className={cn("w-0.5 rounded-[1px]", test.isOk ? "h-4 bg-ok/70" : "h-2 bg-err")} />
        ))}
      </span>
    </Tooltip>
  );
}
