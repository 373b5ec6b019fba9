"use client";

import { CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { QueryField } from "./fields";

const EXAMPLES = ["status", "model", "exclude", "range", "cost", "words", "id"] as const;
const EXAMPLE_TEXT = {
  status: "status:>=500",
  model: "model:gpt*,claude*",
  exclude: "-model:gpt*",
  range: "duration:2s..10s",
  cost: "cost:>=0.01",
  words: '"timed out"',
  id: "req_01jb…",
} as const satisfies Record<(typeof EXAMPLES)[number], string>;

/** The language of the query bar on one small page. */
export function QueryHelp({ fields }: { fields: readonly QueryField[] }) {
  const t = useTranslations("log.query");
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="ghost" className="size-6 p-0" aria-label={t("help.title")} title={t("help.title")}>
          <CircleHelp aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="flex w-96 flex-col gap-3">
        <p className="font-semibold text-sm">{t("help.title")}</p>
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-xs">
          {EXAMPLES.map((name) => (
            <div key={name} className="contents">
              <dt className="font-mono">{EXAMPLE_TEXT[name]}</dt>
              <dd className="text-fg-2">{t(`help.${name}`)}</dd>
            </div>
          ))}
        </dl>
        <p className="text-fg-3 text-xs">
          {t("help.fields")} <span className="font-mono text-fg-2">{fields.map(({ name }) => name).join(" · ")}</span>
        </p>
      </PopoverContent>
    </Popover>
  );
}
