"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useQuotaText } from "@/components/ui/money";
import { NumberText } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Quota } from "@/components/ui/quota";
import type { RequestRecord } from "./request-record";

/** The charge as a sum anyone can follow: parts, group ratio, total. */
export function RequestPrice({ request }: { request: RequestRecord }) {
  const t = useTranslations("log");
  const money = useQuotaText();
  const { formula } = request;
  if (!formula || request.kind !== "consume") return <p className="text-fg-2">{t("detail.noPrice")}</p>;
  const head = [
    { label: t("formula.part") },
    { label: t("formula.count"), isNumeric: true },
    { label: t("formula.price"), isNumeric: true },
    { label: t("formula.dollars"), isNumeric: true },
  ];
  const priceDecimals = decimalsOf(formula.lines.map((line) => line.price));
  const decimals = decimalsOf([...formula.lines.map((line) => line.dollars), formula.dollars]);
  const uncollected =
    request.uncollectedQuota > 0n ? (
      <span className="text-warn">
        {t("formula.uncollected", { amount: money(request.uncollectedQuota, "exact") })}
      </span>
    ) : null;
  return (
    <PlainTable
      head={head}
      caption={uncollected}
      footer={<PriceTotals request={request} formula={formula} decimals={decimals} />}
    >
      {formula.lines.map((line) => (
        <PlainRow key={line.part} name={t(`formula.${line.part}`)}>
          <PlainCell isNumeric>
            <NumberText value={line.count} />
          </PlainCell>
          <PlainCell isNumeric>
            {t(line.part === "call" || line.part === "fee" ? "formula.perCall" : "formula.perMillion", {
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

type Totals = { request: RequestRecord; formula: NonNullable<RequestRecord["formula"]>; decimals: number };

function PriceTotals({ request, formula, decimals }: Totals) {
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
          <Quota units={request.quota} precision="exact" />
        </td>
      </tr>
      <Total label="" value={t("units", { units: request.quota.toLocaleString("en") })} />
      {request.planQuota > 0n ? (
        <>
          <Total label={t("byPlan")} value={<Quota units={request.planQuota} precision="exact" />} />
          <Total label={t("byWallet")} value={<Quota units={request.quota - request.planQuota} precision="exact" />} />
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
