"use client";

import { Table2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { NumberText } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { Histogram } from "./log-histogram";

/** The bars as numbers, newest first, for those who read better than they see; each zooms to its time. */
export function HistogramTable(props: {
  buckets: Histogram["buckets"];
  timeOf: (at: number) => string;
  onPick: (index: number) => void;
}) {
  const { buckets, timeOf, onPick } = props;
  const t = useTranslations("log.histogram");
  const [isOpen, setIsOpen] = useState(false);
  const head = [
    { label: t("time") },
    { label: t("ok"), isNumeric: true },
    { label: t("clientErrors"), isNumeric: true },
    { label: t("serverErrors"), isNumeric: true },
  ];
  const filled = buckets
    .map((bucket, index) => ({ ...bucket, index }))
    .filter(({ ok, clientErrors, serverErrors }) => ok + clientErrors + serverErrors > 0)
    .toReversed();
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" className="size-6 p-0" aria-label={t("table")} title={t("table")}>
          <Table2 aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="max-h-80 w-96 overflow-y-auto">
        <PlainTable head={head}>
          {filled.map(({ at, index, ok, clientErrors, serverErrors }) => (
            <PlainRow
              key={index}
              name={
                <button
                  type="button"
                  className="link"
                  onClick={() => {
                    setIsOpen(false);
                    onPick(index);
                  }}
                >
                  {timeOf(at.getTime())}
                </button>
              }
            >
              {[ok, clientErrors, serverErrors].map((count, place) => (
                <PlainCell key={head[place + 1]?.label} isNumeric>
                  <NumberText value={count} />
                </PlainCell>
              ))}
            </PlainRow>
          ))}
        </PlainTable>
      </PopoverContent>
    </Popover>
  );
}
