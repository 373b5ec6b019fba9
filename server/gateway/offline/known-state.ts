import { setImmediate as nextTurn } from "node:timers/promises";
import superjson from "superjson";
import { readSettingRows, type SettingRow } from "@/server/configuration/setting/current";
import type { Db } from "@/server/kernel/database/client";
import { type AuthRows, readAuthRows } from "../auth-entry";
import { readSupplyRows, type SupplyRows } from "../snapshot-load";

/** What a gateway has to know to serve without its database: rows as they were read, secrets encrypted as they are there. */
export type KnownState = {
  /** Unix milliseconds. */
  takenAt: number;
  settings: SettingRow[];
  supply: SupplyRows;
  /** Of keys that were in use of late. */
  accounts: AuthRows[];
};

type Head = Omit<KnownState, "accounts"> & { build: string };

/** Read, and written, at a time: requests are served in between. */
const ACCOUNTS_AT_ONCE = 100;

/** Reads all that is needed to serve the keys with these hashes. Throws when the database is away. */
export async function readKnownState(db: Db, hashes: readonly string[]): Promise<KnownState> {
  const takenAt = Date.now();
  const [settings, supply] = await Promise.all([readSettingRows(db), readSupplyRows(db)]);
  const accounts: AuthRows[] = [];
  for (let start = 0; start < hashes.length; start += ACCOUNTS_AT_ONCE) {
    const found = await readAuthRows(db, hashes.slice(start, start + ACCOUNTS_AT_ONCE));
    accounts.push(...found.values());
  }
  return { takenAt, settings, supply, accounts };
}

/** A line of JSON for all but the accounts, then lines of accounts. `build` says whose rows these are: they change with it. */
export async function encodeKnownState({ accounts, ...rest }: KnownState, build: string): Promise<string> {
  const lines = [superjson.stringify({ ...rest, build } satisfies Head)];
  for (let start = 0; start < accounts.length; start += ACCOUNTS_AT_ONCE) {
    await nextTurn();
    lines.push(superjson.stringify(accounts.slice(start, start + ACCOUNTS_AT_ONCE)));
  }
  return lines.join("\n");
}

/** Null: another build wrote it. */
export function decodeKnownState(text: string, build: string): KnownState | null {
  const [first = "", ...lines] = text.split("\n");
  const { build: writer, ...rest } = superjson.parse<Head>(first);
  if (writer !== build) return null;
  return { ...rest, accounts: lines.flatMap((line) => superjson.parse<AuthRows[]>(line)) };
}
