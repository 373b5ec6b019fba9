import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ByteSize, NumberText, Percent } from "@/components/ui/numeric";
import { Stat, StatList } from "@/components/ui/stat";
import type { UnreadableReason } from "@/server/operations/database/schema";
import type { Health } from "./health-rows";

const ENGINE_NAMES = { sqlite: "SQLite", postgresql: "PostgreSQL", mysql: "MySQL" } as const;

/** The four figures that say at a glance whether something is wrong. */
export function HealthStats({ health }: { health: Health }) {
  const t = useTranslations("database.stats");
  const isMariaDb = health.version.includes("MariaDB");
  return (
    <StatList>
      <Stat
        label={t("size")}
        hint={`${isMariaDb ? "MariaDB" : ENGINE_NAMES[health.engine]} ${versionOf(health.version)}`}
      >
        <ByteSize value={health.sizeBytes} />
      </Stat>
      {health.file ? <FileStats health={health} file={health.file} /> : <ServerStats health={health} />}
    </StatList>
  );
}

function ServerStats({ health }: { health: Health }) {
  const t = useTranslations("database.stats");
  const { connections, cacheHitShare, lockWaits } = health;
  return (
    <>
      <Stat label={t("connections")} hint={connections.value ? t("ofMax", { max: connections.value.max }) : null}>
        <Reading reading={connections}>{(value) => <NumberText value={value.used} />}</Reading>
      </Stat>
      <Stat label={t("cache")} hint={cacheHitShare.unreadable ? null : t("cacheHint")}>
        <Reading reading={cacheHitShare}>{(share) => <Percent share={share} />}</Reading>
      </Stat>
      <Stat label={t("locks")} hint={lockWaits.unreadable ? null : t("locksHint")}>
        <Reading reading={lockWaits}>{(waits) => <NumberText value={waits.length} />}</Reading>
      </Stat>
    </>
  );
}

/** A file has no connections and counts no hits: what grows in it, and who waits for it, says more. */
function FileStats({ health, file }: { health: Health; file: NonNullable<Health["file"]> }) {
  const t = useTranslations("database");
  const waiting = health.pools.reduce((sum, pool) => sum + pool.waiting, 0);
  return (
    <>
      <Stat label={t("file.wal")}>
        <ByteSize value={file.walBytes} />
      </Stat>
      <Stat label={t("file.free")}>
        <ByteSize value={file.freeBytes} />
      </Stat>
      <Stat label={t("stats.waiting")} hint={t("stats.locksHint")}>
        <NumberText value={waiting} />
      </Stat>
    </>
  );
}

/** "15.20" of "15.20 (Debian 15.20-0)", "10.11.6" of "10.11.6-MariaDB". */
function versionOf(version: string): string {
  return /^[\d.]+/.exec(version)?.[0] ?? version;
}

type ReadingValue<T> = { value: T; unreadable: null } | { value: null; unreadable: UnreadableReason };

function Reading<T>(props: { reading: ReadingValue<T>; children: (value: T) => ReactNode }) {
  const t = useTranslations("database.unreadable");
  const { reading, children } = props;
  if (reading.unreadable === null) return children(reading.value);
  return <span className="font-normal text-fg-2 text-sm">{t(reading.unreadable)}</span>;
}
