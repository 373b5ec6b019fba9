import { useTranslations } from "next-intl";
import { Duration, Percent } from "@/components/ui/numeric";
import { Stat, StatList } from "@/components/ui/stat";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Health } from "./health-rows";
import { STATE_TONES } from "./state-tones";

/** The four things somebody looks for first. */
export function HealthStats({ health }: { health: Health }) {
  const t = useTranslations("health");
  const alive = health.nodes.filter((node) => !node.isGone);
  const current = alive.filter((node) => !node.isBehind);
  const lags = alive.flatMap(({ lagMs }) => (lagMs === null ? [] : [lagMs]));
  const faults = health.checks.filter(({ state }) => state === "failed" || state === "degraded").length;
  return (
    <StatList>
      <Stat label={t("stats.state")} hint={t("stats.faults", { count: faults })}>
        <StatusBadge status={health.state} tone={STATE_TONES[health.state]}>
          {t(`overall.${health.state}`)}
        </StatusBadge>
      </Stat>
      <Stat label={t("stats.inForce")} hint={t("stats.inForceHint")}>
        {t("stats.ofNodes", { count: current.length, nodes: alive.length })}
      </Stat>
      <Stat label={t("stats.lag")} hint={t("stats.lagHint")}>
        <Duration ms={lags.length === 0 ? null : Math.max(...lags)} />
      </Stat>
      <Stat label={t("stats.cache")} hint={t("stats.cacheHint")}>
        <Percent share={hitShareOf(alive)} />
      </Stat>
    </StatList>
  );
}

/** Of all gateways together; null before anybody asked. */
function hitShareOf(nodes: Health["nodes"]): number | null {
  const hits = nodes.reduce((sum, node) => sum + (node.figures.authHits ?? 0), 0);
  const misses = nodes.reduce((sum, node) => sum + (node.figures.authMisses ?? 0), 0);
  return hits + misses === 0 ? null : hits / (hits + misses);
}
