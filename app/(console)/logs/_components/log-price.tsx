"use client";

import { useTranslations } from "next-intl";
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
  const uncollected =
    log.uncollectedQuota > 0n ? (
      <span className="text-warn">{t("formula.uncollected", { amount: money(log.uncollectedQuota, "exact") })}</span>
    ) : null;
  return (
    <PlainTable head={head} caption={uncollected} footer={<PriceTotals log={log} formula={formula} />}>
      {formula.lines.map((line) => (
        <PlainRow key={line.part} name={t(`formula.${line.part}`)}>
          <PlainCell isNumeric>
            <NumberText value={line.count} />
          </PlainCell>
          <PlainCell isNumeric>
            {t(line.part === "call" ? "formula.perCall" : "formula.perMillion", { price: `$${line.price}` })}
          </PlainCell>
          <PlainCell isNumeric>${line.dollars}</PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}

function PriceTotals({ log, formula }: { log: LogRecord; formula: NonNullable<LogRecord["formula"]> }) {
  const t = useTranslations("log.formula");
  return (
    <>
      <Total label={t("ratio")} value={`× ${formula.groupRatio}`} />
      <Total label={t("total")} value={`$${formula.dollars}`} />
      <tr className="font-semibold">
        <th scope="row" colSpan={3} className="py-1 text-left">
          {t("charged")}
        </th>
        <td className="py-1 text-right">
          <Quota units={log.quota} precision="exact" />
        </td>
      </tr>
      <Total label="" value={t("units", { units: log.quota.toLocaleString("en") })} />
    </>
  );
}

function Total({ label, value }: { label: string; value: string }) {
  return (
    <tr className="text-fg-2">
      <td colSpan={3} className="py-0.5">
        {label}
      </td>
      <td className="py-0.5 text-right tabular-nums">{value}</td>
    </tr>
  );
}
