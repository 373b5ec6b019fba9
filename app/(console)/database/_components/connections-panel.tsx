import { useTranslations } from "next-intl";
import { Duration, NumberText } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import type { Health } from "./health-rows";

/** This process's own pools, what the server counts, and who waits for whom. */
export function ConnectionsPanel({ health }: { health: Health }) {
  const t = useTranslations("database.connections");
  const { connections, lockWaits, engine } = health;
  const isFile = engine === "sqlite";
  return (
    <Panel title={isFile ? t("threads") : t("title")} description={isFile ? t("threadsHint") : t("hint")}>
      <div className="space-y-4">
        <PlainTable
          className="max-w-2xl"
          head={[
            { label: t("pool") },
            { label: t("busy"), isNumeric: true },
            { label: t("open"), isNumeric: true },
            { label: t("max"), isNumeric: true },
            { label: t("waiting"), isNumeric: true },
          ]}
        >
          {health.pools.map((pool) => (
            <PlainRow key={pool.purpose} name={t(`purposes.${pool.purpose}`)}>
              {[pool.busy, pool.open, pool.max, pool.waiting].map((value, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the four columns, always in this order
                <PlainCell key={place} isNumeric>
                  <NumberText value={value} />
                </PlainCell>
              ))}
            </PlainRow>
          ))}
        </PlainTable>
        {connections.value ? (
          <p className="text-fg-2">
            {t("server", {
              used: connections.value.used,
              max: connections.value.max,
              running: connections.value.running,
            })}
            {connections.value.idleInTransaction ? ` ${t("idle", { count: connections.value.idleInTransaction })}` : ""}
          </p>
        ) : null}
        {lockWaits.value && lockWaits.value.length > 0 ? <LockWaits waits={lockWaits.value} /> : null}
      </div>
    </Panel>
  );
}

function LockWaits({ waits }: { waits: NonNullable<Health["lockWaits"]["value"]> }) {
  const t = useTranslations("database.connections");
  return (
    <PlainTable
      head={[
        { label: t("waiter") },
        { label: t("blockedBy") },
        { label: t("waited"), isNumeric: true },
        { label: t("statement") },
      ]}
    >
      {waits.map((wait) => (
        <PlainRow key={wait.waiter} name={wait.waiter}>
          <PlainCell>{wait.blockedBy || "—"}</PlainCell>
          <PlainCell isNumeric>
            <Duration ms={wait.waitedMs} />
          </PlainCell>
          <PlainCell className="wrap-anywhere font-mono text-xs">{wait.statement}</PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}
