import { useTranslations } from "next-intl";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import type { SecretOverview } from "./secret-rows";

/** The values nobody can decrypt, by where they lie. */
export function UnreadableList({ overview }: { overview: SecretOverview }) {
  const t = useTranslations("secret");
  const { unreadable, unreadableCount } = overview;
  return (
    <>
      <PlainTable
        className="max-w-3xl"
        head={[{ label: t("places.place") }, { label: t("unreadable.record") }, { label: "ID" }]}
      >
        {unreadable.map(({ place, id, label }, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a record may hold several values
          <PlainRow key={`${place}:${id}:${position}`} name={t(`places.names.${place}`)}>
            <PlainCell className="wrap-anywhere">{label}</PlainCell>
            <PlainCell>
              <code className="wrap-anywhere font-mono text-xs">{id}</code>
            </PlainCell>
          </PlainRow>
        ))}
      </PlainTable>
      {unreadableCount > unreadable.length ? (
        <p className="mt-2 text-fg-2 text-xs">{t("unreadable.more", { count: unreadableCount - unreadable.length })}</p>
      ) : null}
    </>
  );
}
