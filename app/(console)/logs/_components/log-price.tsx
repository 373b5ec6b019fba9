"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useQuotaText } from "@/components/ui/money";
import { NumberText } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Quota } from "@/components/ui/quota";
import type { LogRecord } from "./log-detail";

/** The charge as a sum anyone can follow: parts, group ratio, total. */
export function LogPrice({ log }: { log: LogRecord }) {
  const t = useTranslations("log");
  const money = useQuotaText();
  const { formula } = log;
  if (!formula || log.kind !== "consume") return <p className="text-fg-2">{t("detail.noPrice")}</p>;
  const head = [
    { label: t("formula.part") },
    { label: t("formula.count"), isNumeric: true },
    { label: t("formula.price"), isNumeric: true },
    { label: t("formula.dollars"), isNumeric: true },
  ];
  const priceDecimals = decimalsOf(formula.lines.map((line) => line.price));
  const decimals = decimalsOf([...formula.lines.map((line) => line.dollars), formula.dollars]);
  const uncollected =
    log.uncollectedQuota > 0n ? (
      <span className="text-warn">{t("formula.uncollected", { amount: money(log.uncollectedQuota, "exact") })}</span>
    ) : null;
  return (
    <PlainTable
      head={head}
      caption={uncollected}
      footer={<PriceTotals log={log} formula={formula} decimals={decimals} />}
    >
      {formula.lines.map((line) => (
        <PlainRow key={line.part} name={t(`formula.${line.part}`)}>
          <PlainCell isNumeric>
            <NumberText value={line.count} />
          </PlainCell>
          <PlainCell isNumeric>
            {t(line.part === "call" ? "formula.perCall" : "formula.perMillion", {
              price: dollars(line.price, priceDecimals),
            })}
          </PlainCell>
          <PlainCell isNumeric>{dollars(line.dollars, decimals)}</PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}

const DECIMALS_MIN = 2;

/** The most decimals of a column: all its sums show as many. */
function decimalsOf(texts: readonly string[]): number {
  return Math.max(DECIMALS_MIN, ...texts.map((text) => text.split(".")[1]?.length ?? 0));
}

function dollars(text: string, decimals: number): string {
  const [whole, fraction = ""] = text.split(".");
  return `$${whole}.${fraction.padEnd(decimals, "0")}`;
}

type Totals = { log: LogRecord; formula: NonNullable<LogRecord["formula"]>; decimals: number };

function PriceTotals({ log, formula, decimals }: Totals) {
  const t = useTranslations("log.formula");
  return (
    <>
      <Total label={t("ratio")} value={`× ${formula.groupRatio}`} />
      <Total label={t("total")} value={dollars(formula.dollars, decimals)} />
      <tr className="font-semibold">
        <th scope="row" colSpan={3} className="py-1 text-left">
          {t("charged")}
        </th>
        <td className="py-1 text-right">
          <Quota units={log.quota} precision="exact" />
        </td>
      </tr>
      <Total label="" value={t("units", { units: log.quota.toLocaleString("en") })} />
      {log.planQuota > 0n ? (
        <>
          <Total label={t("byPlan")} value={<Quota units={log.planQuota} precision="exact" />} />
          <Total label={t("byWallet")} value={<Quota units={log.quota - log.planQuota} precision="exact" />} />
        </>
      ) : null}
    </>
  );
}

function Total({ label, value }: { label: string; value: ReactNode }) {
  return (
    <tr className="text-fg-2">
      <td colSpan={3} className="py-0.5">
        {label}
      </td>
      <td className="py-0.5 text-right tabular-nums">{value}</td>
    </tr>
  );
}
