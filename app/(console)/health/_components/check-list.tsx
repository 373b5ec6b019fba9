import { useLocale, useTranslations } from "next-intl";
import { formatBytes, formatDuration, formatNumber } from "@/components/format/number";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { Check } from "./health-rows";
import { STATE_TONES } from "./state-tones";

/** Each part with its state, why, and since when. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  return (
    <ul>
      {checks.map((check) => (
        <CheckRow key={check.name} check={check} />
      ))}
    </ul>
  );
}

function CheckRow({ check }: { check: Check }) {
  const t = useTranslations("health");
  const isWell = check.state === "ok" || check.state === "off";
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-border border-b py-2 last:border-0">
      <span className="w-36 font-semibold">{t(`checks.names.${check.name}`)}</span>
      <span className="w-28">
        <StatusBadge status={check.state} tone={STATE_TONES[check.state]} isQuiet={isWell}>
          {t(`states.${check.state}`)}
        </StatusBadge>
      </span>
      <span className="min-w-52 flex-1 text-fg-2">{useDetailText(check)}</span>
      {check.state === "off" ? null : (
        <span className="text-fg-3 text-xs">
          {t.rich("checks.since", { time: () => <Time value={check.since} /> })}
        </span>
      )}
    </li>
  );
}

function useDetailText({ detail, figures }: Check): string {
  const t = useTranslations("health.details");
  const locale = useLocale();
  const worded: Record<string, string | number> = { ...figures };
  if (typeof figures.freeBytes === "number") worded.free = formatBytes(figures.freeBytes);
  for (const name of ["latencyMs", "lagMs"]) {
    const value = figures[name];
    if (typeof value === "number") worded[name] = formatDuration(value);
  }
  if (typeof figures.queued === "number") worded.queuedText = formatNumber(figures.queued, locale);
  return t(detail, worded);
}
