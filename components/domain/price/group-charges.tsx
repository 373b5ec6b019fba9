"use client";

import { useTranslations } from "next-intl";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Quota } from "@/components/ui/quota";

type Charge = RouterOutputs["price"]["quoteModel"][number];

/** What one usage costs in each group: dollars, and the units that are taken from the balance. */
export function GroupCharges({ charges }: { charges: readonly Charge[] }) {
  const t = useTranslations("price.example");
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="border-border border-b text-left text-fg-2 text-xs">
          <th className="py-1.5 pr-3 font-normal">{t("group")}</th>
          <th className="py-1.5 pr-3 text-right font-normal">{t("ratio")}</th>
          <th className="py-1.5 pr-3 text-right font-normal">{t("dollars")}</th>
          <th className="py-1.5 text-right font-normal">{t("units")}</th>
        </tr>
      </thead>
      <tbody className="tabular-nums">
        {charges.map((charge) => (
          <tr key={charge.name} className="border-border border-b last:border-b-0">
            <td className="py-1.5 pr-3">{charge.displayName}</td>
            <td className="py-1.5 pr-3 text-right text-fg-2">×{charge.ratio}</td>
            <td className="py-1.5 pr-3 text-right">
              <Quota units={charge.units} precision="exact" />
            </td>
            <td className="py-1.5 text-right text-fg-2">{charge.units.toLocaleString("en")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
