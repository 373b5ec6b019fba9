import { useTranslations } from "next-intl";
import { NumberText } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import type { SecretOverview } from "./secret-rows";

/** Where encrypted values lie, and how many of them are not under the first key. */
export function PlacesTable({ overview }: { overview: SecretOverview }) {
  const t = useTranslations("secret.places");
  return (
    <PlainTable
      className="max-w-3xl"
      head={[
        { label: t("place") },
        { label: t("values"), isNumeric: true },
        { label: t("stale"), isNumeric: true },
        { label: t("unreadable"), isNumeric: true },
      ]}
    >
      {overview.places.map((place) => (
        <PlainRow key={place.name} name={t(`names.${place.name}`)}>
          {[place.valueCount, place.staleCount, place.unreadableCount].map((value, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the three columns, always in this order
            <PlainCell key={column} isNumeric>
              <NumberText value={value} />
            </PlainCell>
          ))}
        </PlainRow>
      ))}
    </PlainTable>
  );
}
