"use client";

import { useTranslations } from "next-intl";
import { useQuotaText } from "@/components/ui/money";
import { NumberText } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import type { LogRecord } from "./log-detail";

const cell = "py-1 text-right tabular-nums";

/** The charge as a sum anyone can follow: parts, group ratio, total. */
export function LogPrice({ log }: { log: LogRecord }) {
  const t = useTranslations("log");
  const money = useQuotaText();
  const { formula } = log;
  if (!formula || log.kind !== "consume") return <p className="text-fg-2">{t("detail.noPrice")}</p>;
  return (
    <table className="w-full text-sm">
      <thead className="text-fg-2 text-xs">
        <tr className="border-border border-b">
          <th scope="col" className="py-1 text-left font-normal">
            {t("formula.part")}
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            {t("formula.count")}
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            {t("formula.price")}
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            {t("formula.dollars")}
          </th>
        </tr>
      </thead>
      <tbody>
        {formula.lines.map((line) => (
          <tr key={line.part}>
            <th scope="row" className="py-1 text-left font-normal">
              {t(`formula.${line.part}`)}
            </th>
            <td className={cell}>
              <NumberText value={line.count} />
            </td>
            <td className={cell}>
              {t(line.part === "call" ? "formula.perCall" : "formula.perMillion", { price: `$${line.price}` })}
            </td>
            <td className={cell}>${line.dollars}</td>
          </tr>
        ))}
      </tbody>
      <tfoot className="border-border border-t">
        <Line label={t("formula.ratio")} value={`× ${formula.groupRatio}`} />
        <Line label={t("formula.total")} value={`$${formula.dollars}`} />
        <tr className="font-semibold">
          <th scope="row" colSpan={3} className="py-1 text-left">
            {t("formula.charged")}
          </th>
          <td className={cell}>
            <Quota units={log.quota} precision="exact" />
          </td>
        </tr>
        <Line label="" value={t("formula.units", { units: log.quota.toLocaleString("en") })} />
      </tfoot>
      {log.uncollectedQuota > 0n ? (
        <caption className="caption-bottom pt-2 text-left text-warn text-xs">
          {t("formula.uncollected", { amount: money(log.uncollectedQuota, "exact") })}
        </caption>
      ) : null}
    </table>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <tr className="text-fg-2">
      <td colSpan={3} className="py-0.5">
        {label}
      </td>
      <td className="py-0.5 text-right tabular-nums">{value}</td>
    </tr>
  );
}
