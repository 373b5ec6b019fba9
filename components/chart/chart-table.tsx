"use client";

import { ChevronRight, Download } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "../ui/button";
import { PlainCell, PlainRow, PlainTable } from "../ui/plain-table";
import { useTimeZone } from "../ui/time-zone";
import { bucketName, type ChartData, type ChartFormat, type ChartHref } from "./chart";
import { csvOf, saveCsv } from "./csv";

/** The numbers of a chart as a table that opens below it, each leading where its bar does, and as a file. */
export function ChartTable(props: ChartData & { label: string; format: ChartFormat; hrefOf?: ChartHref | undefined }) {
  const { label, unit, buckets, series, previous } = props;
  const t = useTranslations("chart");
  const locale = useLocale();
  const timeZone = useTimeZone();
  const [isOpen, setIsOpen] = useState(false);
  const name = (at: Date) => bucketName(at, unit, { locale, timeZone });
  const save = () => {
    const head = [t(`units.${unit}`), ...series.map((one) => one.label), ...(previous ? [previous.label] : [])];
    const rows = buckets.map(({ from }, slot) => [
      from.toISOString(),
      ...series.map(({ values }) => values[slot] ?? null),
      ...(previous ? [previous.values[slot] ?? null] : []),
    ]);
    saveCsv(label, csvOf([head, ...rows]));
  };
  return (
    <div className="mt-1">
      <div className="flex items-center justify-between gap-2">
        <Button
          variant="ghost"
          size="sm"
          className="-ml-2 font-normal text-fg-2"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <ChevronRight className={isOpen ? "rotate-90" : undefined} aria-hidden />
          {t(isOpen ? "hideTable" : "showTable")}
        </Button>
        <Button
          variant="ghost"
          size="sm"
          className="font-normal text-fg-2"
          onClick={save}
          aria-label={t("csvOf", { label })}
        >
          <Download aria-hidden />
          CSV
        </Button>
      </div>
      {isOpen ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
        <section className="max-h-96 overflow-auto" tabIndex={0} aria-label={label}>
          <PlainTable
            head={[
              { label: t(`units.${unit}`), className: "whitespace-nowrap" },
              ...series.map((one) => ({ label: one.label, isNumeric: true })),
              ...(previous ? [{ label: previous.label, isNumeric: true }] : []),
            ]}
          >
            {buckets.map((bucket, slot) => (
              <PlainRow
                key={bucket.from.getTime()}
                name={<span className="whitespace-nowrap">{name(bucket.from)}</span>}
              >
                {series.map(({ key, values }) => (
                  <PlainCell key={key} isNumeric>
                    <Value
                      value={values[slot] ?? null}
                      format={props.format}
                      href={props.hrefOf?.(slot, key) ?? null}
                    />
                  </PlainCell>
                ))}
                {previous ? (
                  <PlainCell isNumeric>
                    <Value value={previous.values[slot] ?? null} format={props.format} href={null} />
                  </PlainCell>
                ) : null}
              </PlainRow>
            ))}
          </PlainTable>
        </section>
      ) : null}
    </div>
  );
}

function Value({ value, format, href }: { value: number | null; format: ChartFormat; href: string | null }) {
  if (value === null) return <span className="text-fg-3">—</span>;
  const text = format(value, true);
  return href && value > 0 ? (
    <Link href={href} className="link" prefetch={false}>
      {text}
    </Link>
  ) : (
    text
  );
}
