import { useTranslations } from "next-intl";
import { NumberText } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { SecretOverview } from "./secret-rows";

type Key = SecretOverview["keys"][number];

/** The installation's keys by their ids, which tell nothing of them. */
export function KeysTable({ overview }: { overview: SecretOverview }) {
  const t = useTranslations("secret.keys");
  return (
    <PlainTable
      className="max-w-3xl"
      head={[
        { label: t("id") },
        { label: t("state") },
        { label: t("firstSeenAt") },
        { label: t("values"), isNumeric: true },
      ]}
    >
      {overview.keys.map((key) => (
        <PlainRow key={key.keyId} name={<code className="font-mono text-xs">{key.keyId}</code>}>
          <PlainCell>
            <KeyState item={key} />
          </PlainCell>
          <PlainCell>{key.firstSeenAt ? <Time value={key.firstSeenAt} /> : "—"}</PlainCell>
          <PlainCell isNumeric>
            <NumberText value={key.valueCount} />
          </PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}

function KeyState({ item }: { item: Key }) {
  const t = useTranslations("secret.keys.states");
  if (item.isCurrent) return <StatusBadge status="active">{t("current")}</StatusBadge>;
  if (!item.isConfigured) return <StatusBadge status="error">{t("missing")}</StatusBadge>;
  if (item.valueCount > 0) return <StatusBadge status="degraded">{t("old")}</StatusBadge>;
  return (
    <StatusBadge status="disabled" isQuiet>
      {t("unused")}
    </StatusBadge>
  );
}
