"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { CompactNumber } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Quota } from "@/components/ui/quota";

type Model = { model: string; requests: number; errors: number; quota: bigint };

/** Models by what they cost, each leading to its requests. */
export function TopModels({ models }: { models: readonly Model[] }) {
  const t = useTranslations("home");
  if (models.length === 0) return <p className="text-fg-2">{t("noTraffic")}</p>;
  const head = [
    { label: t("table.model") },
    { label: t("table.requests"), isNumeric: true },
    { label: t("table.errors"), isNumeric: true },
    { label: t("table.cost"), isNumeric: true },
  ];
  return (
    <PlainTable head={head}>
      {models.map((row) => (
        <PlainRow key={row.model} name={<ModelLink model={row.model} />}>
          <PlainCell isNumeric>
            <CompactNumber value={row.requests} />
          </PlainCell>
          <PlainCell isNumeric>
            <CompactNumber value={row.errors} />
          </PlainCell>
          <PlainCell isNumeric>
            <Quota units={row.quota} />
          </PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}

function ModelLink({ model }: { model: string }) {
  return (
    <Link href={hrefOfLogs({ model, last: "24h" })} className="link">
      {model}
    </Link>
  );
}
