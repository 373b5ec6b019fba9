import { refreshSettings } from "@/server/configuration/setting/current";
import { type Db, getDb } from "@/server/kernel/database/client";

/** Whatever the shell says, this process means the installation under test and no other. */
for (const name of Object.keys(process.env)) {
  if (/^(DATABASE_|SQLITE_|REDIS_|GATEHOUSE_)/.test(name)) delete process.env[name];
}
process.env.GATEHOUSE_DATA_DIR = process.env.E2E_DATA_DIR;

/** The password of every account a test makes. */
export const PASSWORD = "a password of the tests";

/** The database of the running installation, for rows a journey begins with. */
export async function installationDb(): Promise<Db> {
  const db = getDb();
  await refreshSettings(db, true);
  return db;
}

/** Where the fake upstream of this run listens, as a channel's base URL. */
export function upstreamUrl(): string {
  return `${required("E2E_UPSTREAM_URL")}/v1`;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by the run's beginning, which did not happen.`);
  return value;
}
