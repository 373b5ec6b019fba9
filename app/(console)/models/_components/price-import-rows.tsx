"use client";

import { useTranslations } from "next-intl";
import { PriceEffect } from "@/components/domain/price/price-effect";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import type { PriceFields } from "@/server/supply/price/schema";
import { SPECIAL_PRICE_FIELDS } from "@/server/supply/price/special-price-schema";

type Preview = RouterOutputs["price"]["previewImport"];
type Row = Preview["rows"][number];

const TONE = { add: "ok", change: "info", same: "neutral", error: "err" } as const satisfies Record<
  Row["change"],
  Tone
>;
const ORDER = { error: 0, change: 1, add: 2, same: 3 } as const satisfies Record<Row["change"], number>;

/** What is wrong comes first, then what is worth a second look. */
function rank({ change, isJump }: Row): number {
  return isJump ? ORDER.error + 0.5 : ORDER[change];
}

/** What an import would do, entry by entry: what is wrong first, what stays the same last. */
export function PriceImportRows({ preview }: { preview: Preview }) {
  const t = useTranslations("price.import");
  const rows = [...preview.rows].sort((a, b) => rank(a) - rank(b));
  return (
    <div className="flex flex-col gap-3">
      <p className="text-fg-2">
        {t("counts", {
          added: preview.addCount,
          changed: preview.changeCount,
          same: preview.sameCount,
        })}
      </p>
      {preview.errorCount > 0 ? <Alert tone="err">{t("errors", { count: preview.errorCount })}</Alert> : null}
      {preview.jumpCount > 0 ? <Alert tone="warn">{t("jumps", { count: preview.jumpCount })}</Alert> : null}
      <div className="max-h-80 overflow-auto">
        <table className="w-full text-xs">
          <thead className="sticky top-0 bg-pop text-left text-fg-2">
            <tr className="border-border border-b">
              <th className="py-1.5 pr-3 font-normal">{t("columns.place")}</th>
              <th className="py-1.5 pr-3 font-normal">{t("columns.model")}</th>
              <th className="py-1.5 pr-3 font-normal">{t("columns.change")}</th>
              <th className="py-1.5 pr-3 font-normal">{t("columns.before")}</th>
              <th className="py-1.5 font-normal">{t("columns.after")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.place} className="border-border border-b align-top last:border-b-0">
                <td className="py-1.5 pr-3 text-fg-3 tabular-nums">{row.place}</td>
                <td className="break-all py-1.5 pr-3 font-mono">{row.model || "—"}</td>
                <td className="py-1.5 pr-3">
                  <StatusBadge status={row.change} tone={row.isJump ? "warn" : TONE[row.change]}>
                    {row.isJump ? t("jump") : t(`changes.${row.change}`)}
                  </StatusBadge>
                </td>
                <td className="py-1.5 pr-3 text-fg-2">{row.before ? <PriceLine price={row.before} /> : "—"}</td>
                <td className="py-1.5">
                  {row.error ? (
                    <span className="text-err">{t(`faults.${row.error}`)}</span>
                  ) : row.after ? (
                    <PriceLine price={row.after} />
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <PriceEffect changes={effectOf(rows)} />
    </div>
  );
}

function effectOf(rows: readonly Row[]) {
  const prices = rows.flatMap(({ model, after, change }) =>
    after !== null && (change === "add" || change === "change") ? [{ model, price: after }] : [],
  );
  return prices.length === 0 ? null : { prices };
}

function PriceLine({ price }: { price: PriceFields }) {
  const t = useTranslations("price.import");
  const text =
    price.mode === "call"
      ? t("perCall", { price: price.callPrice })
      : t("perTokens", {
          input: price.inputPrice,
          cached: price.cachedInputPrice ?? price.inputPrice,
          output: price.outputPrice,
        });
  const special = price.mode === "call" ? [] : SPECIAL_PRICE_FIELDS.filter((field) => price[field] !== null);
  const others = special.map((field) => t(`special.${field}`, { price: price[field] ?? "" }));
  return <span className="tabular-nums">{[text, ...others].join(" · ")}</span>;
}
