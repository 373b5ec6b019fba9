"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { SETUP_STEPS, type SetupStep } from "./setup-step";

/** Where one is: names on wide screens, numbers alone on phones. */
export function StepList({ current }: { current: SetupStep }) {
  const t = useTranslations("setup");
  const at = SETUP_STEPS.indexOf(current);
  return (
    <nav aria-label={t("stepOf", { step: at + 1, count: SETUP_STEPS.length })}>
      <ol className="flex items-center justify-between gap-2">
        {SETUP_STEPS.map((step, index) => (
          <li
            key={step}
            aria-current={step === current ? "step" : undefined}
            className={cn(
              "flex min-w-0 items-center gap-2 text-xs",
              index < SETUP_STEPS.length - 1 && "flex-1 after:h-px after:min-w-3 after:flex-1 after:bg-border",
            )}
          >
            <span
              className={cn(
                "flex size-6 shrink-0 items-center justify-center rounded-full border font-semibold tabular-nums",
                index < at && "border-accent text-accent",
                index === at && "border-accent bg-accent text-on-accent",
                index > at && "border-control text-fg-2",
              )}
            >
              {index < at ? <Check className="size-3.5" aria-hidden /> : index + 1}
            </span>
            <span className={cn("truncate max-sm:sr-only", index === at ? "font-semibold" : "text-fg-2")}>
              {t(`steps.${step}`)}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
