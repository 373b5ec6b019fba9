"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { CompactNumber } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";

type Model = { model: string; requests: number; errors: number; quota: bigint };

/** Models by what they cost, each leading to its requests. */
export function TopModels({ models }: { models: readonly Model[] }) {
  const t = useTranslations("home");
  if (models.length === 0) return <p className="text-fg-2">{t("noTraffic")}</p>;
  return (
    <table className="w-full text-sm">
      <thead className="text-fg-2 text-xs">
        <tr className="border-border border-b">
          <th scope="col" className="py-1 text-left font-normal">
            {t("table.model")}
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            {t("table.requests")}
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            {t("table.errors")}
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            {t("table.cost")}
          </th>
        </tr>
      </thead>
      <tbody>
        {models.map((row) => (
          <tr key={row.model} className="border-border border-b last:border-0">
            <th scope="row" className="max-w-0 truncate py-1.5 text-left font-normal">
              <Link href={`/logs?range=24h&model=${encodeURIComponent(row.model)}`} className="link">
                {row.model}
              </Link>
            </th>
            <td className="py-1.5 text-right">
              <CompactNumber value={row.requests} />
            </td>
            <td className="py-1.5 text-right">
              <CompactNumber value={row.errors} />
            </td>
            <td className="py-1.5 text-right">
              <Quota units={row.quota} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
