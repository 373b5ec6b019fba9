import { join } from "node:path";
import packageJson from "@/package.json" with { type: "json" };
import { sha256Hex } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { readMigrations } from "@/server/kernel/database/migration-files";
import { engineOf } from "@/server/kernel/env";
import { OwedJournal } from "@/server/money/ledger/journal";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import type { AuthCache } from "../auth-cache";
import { StateKeeper } from "./keeper";
import { OfflineServing, type OfflineSettings } from "./serving";
import { StateFile } from "./state-file";

/** A folder of this gateway alone, and what tells this build's rows from another's. */
export type OfflinePlace = { folder: string; build: string };

/** Of one version and one schema: another's rows are not read. */
export function buildMark(databaseUrl: string): string {
  const migrations = readMigrations(engineOf(databaseUrl) ?? "sqlite");
  return sha256Hex([packageJson.version, ...migrations.map(({ checksum }) => checksum)].join(" "));
}

/** All that serving without the database needs. */
export type Offline = {
  file: StateFile;
  journal: OwedJournal;
  serving: OfflineServing;
  keeper: StateKeeper;
  /** Charges what an earlier process has left, and keeps the state from now on. */
  begin(): void;
};

type Deps = { db: Db; auth: AuthCache; writer: LedgerWriter; settings: () => OfflineSettings | null };

/** Opens the files of a place. Throws when they cannot be written. */
export async function openOffline(place: OfflinePlace, { db, auth, writer, settings }: Deps): Promise<Offline> {
  const file = new StateFile(join(place.folder, "known-state"), place.build);
  const { journal, left } = await OwedJournal.open(join(place.folder, "owed.journal"));
  const serving = new OfflineServing({ file, journal, writer, settings });
  const isWanted = () => settings() !== null;
  const keeper = new StateKeeper({ db, file, auth, writer, offline: serving, isWanted });
  const begin = () => {
    serving.takeOver(left);
    keeper.start();
  };
  return { file, journal, serving, keeper, begin };
}
