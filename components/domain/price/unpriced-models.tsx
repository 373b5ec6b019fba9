"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

const NAMES_SHOWN = 5;

/** Warns, in a form that offers models, of those without a price; it goes once they were priced in the other tab. */
export function UnpricedModels({ models }: { models: readonly string[] }) {
  const t = useTranslations("price.unpriced");
  const { data } = useQuery(useTRPC().price.pricedNames.queryOptions(undefined, { refetchOnWindowFocus: "always" }));
  if (!data) return null;
  const priced = new Set(data);
  const unpriced = models.filter((model) => !priced.has(model));
  if (unpriced.length === 0) return null;
  return (
    <Alert
      tone="warn"
      title={t("offered", { count: unpriced.length })}
      actions={
        <Button size="sm" asChild>
          {/* Another tab: what was typed here is not saved yet. */}
          <Link href="/models" target="_blank">
            {t("setPrices")}
          </Link>
        </Button>
      }
    >
      <p className="wrap-anywhere font-mono text-xs">
        {unpriced.slice(0, NAMES_SHOWN).join(", ")}
        {unpriced.length > NAMES_SHOWN ? ` +${unpriced.length - NAMES_SHOWN}` : null}
      </p>
      <p>{t("hint")}</p>
    </Alert>
  );
}
