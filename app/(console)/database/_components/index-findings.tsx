import { useTranslations } from "next-intl";
import { CodeBlock } from "@/components/ui/code-block";
import { ByteSize } from "@/components/ui/numeric";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Finding } from "./health-rows";

const TONES = { missing: "err", invalid: "err", foreign: "neutral", unused: "neutral" } as const;

/** What is wrong with the indexes, each with the statements that mend it; or that nothing is. */
export function IndexFindings({ findings, indexCount }: { findings: readonly Finding[]; indexCount: number }) {
  const t = useTranslations("database.indexes");
  if (findings.length === 0) return <p className="text-fg-2">{t("none", { count: indexCount })}</p>;
  return (
    <ul className="space-y-5">
      {findings.map((finding) => (
        <li key={`${finding.fault}:${finding.table}:${finding.name}`} className="max-w-3xl space-y-1.5">
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <StatusBadge status={finding.fault} tone={TONES[finding.fault]}>
              {t(`faults.${finding.fault}.label`)}
            </StatusBadge>
            <code className="wrap-anywhere font-mono text-xs">{finding.name}</code>
            <span className="wrap-anywhere text-fg-2">
              {t("on", { table: finding.table, columns: finding.columns.join(", ") })}
            </span>
            {finding.sizeBytes ? <ByteSize value={finding.sizeBytes} className="text-fg-2" /> : null}
          </p>
          <p className="text-fg-2">{t(`faults.${finding.fault}.hint`)}</p>
          {finding.statements.length > 0 ? <CodeBlock code={finding.statements.join("\n")} isWrapped /> : null}
        </li>
      ))}
    </ul>
  );
}
