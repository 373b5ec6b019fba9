"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { JsonCompare } from "@/components/diff/json-compare";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { NumberText } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Select } from "@/components/ui/select";
import { Time } from "@/components/ui/time";
import type { TemplateRecord } from "../../_components/template-row";

/** Every published version, and what differs between two of them. */
export function VersionsTab({ template }: { template: TemplateRecord }) {
  const t = useTranslations("template");
  const head = [
    { label: t("version") },
    { label: t("notes") },
    { label: t("configs"), isNumeric: true },
    { label: t("publishedAt"), isNumeric: true },
  ];
  return (
    <div className="flex max-w-5xl flex-col gap-6">
      <PlainTable head={head}>
        {template.versions.map((version) => (
          <PlainRow key={version.number} name={<span className="tabular-nums">{version.label}</span>}>
            <PlainCell>{version.notes || "—"}</PlainCell>
            <PlainCell isNumeric>
              <NumberText value={version.configCount} />
            </PlainCell>
            <PlainCell isNumeric>
              <Time value={version.createdAt} />
            </PlainCell>
          </PlainRow>
        ))}
      </PlainTable>
      {template.versions.length > 1 ? <Compare template={template} /> : null}
    </div>
  );
}

function Compare({ template }: { template: TemplateRecord }) {
  const t = useTranslations("template");
  const newest = template.versions[0]?.number ?? 1;
  const [from, setFrom] = useState(String(template.versions[1]?.number ?? newest));
  const [to, setTo] = useState(String(newest));
  const trpc = useTRPC();
  const { id } = template;
  const before = useQuery(trpc.template.get.queryOptions({ id, number: Number(from) }));
  const after = useQuery(trpc.template.get.queryOptions({ id, number: Number(to) }));
  const options = template.versions.map(({ number, label }) => ({ value: String(number), label }));
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-semibold text-base">{t("compare.title")}</h2>
        <Select
          className="w-32"
          aria-label={t("compare.from")}
          value={from}
          onValueChange={setFrom}
          options={options}
        />
        <span aria-hidden>→</span>
        <Select className="w-32" aria-label={t("compare.to")} value={to} onValueChange={setTo} options={options} />
      </div>
      <QueryState query={before}>
        {(one) => (
          <QueryState query={after}>
            {(other) => <JsonCompare before={one.definition} after={other.definition} />}
          </QueryState>
        )}
      </QueryState>
    </section>
  );
}
