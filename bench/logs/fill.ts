import { sha256Hex } from "@/server/kernel/crypto";
import { firstIdAt } from "@/server/kernel/ids";
import type { RollUpName } from "@/server/usage/rollup/rows";
import { RollUpTally } from "@/server/usage/rollup/tally";
import { DaySums } from "./day-sums";
import type { Loader } from "./loader";
import { type BenchUser, TOKENS_OF_USER } from "./people";
import { ATTEMPTS, LEDGER_ENTRIES, LOGS, type Row, rollUpTable, TOKEN_KEYS, TOKENS, USERS } from "./tables";
import { makeTraffic, type Span, type World } from "./traffic";

const DAY_MS = 86_400_000;
const GRANT = 10n ** 12n;
const USERS_A_BATCH = 2_000;
/** Of an id's characters, those behind the time. */
const RANDOM_LENGTH = 16;
const HOURLY: readonly RollUpName[] = ["usageHours", "trafficHours", "latencyHours"];
const ROLL_UP_TABLES = {
  usageHours: rollUpTable("usageHours"),
  usageDays: rollUpTable("usageDays"),
  trafficHours: rollUpTable("trafficHours"),
  latencyHours: rollUpTable("latencyHours"),
};

/** Writes every request of the span with its calls and roll-ups, counted by the product's own tally. Out: each subject's sums. */
export async function fillTraffic(
  loader: Loader,
  { world, span, say }: { world: World; span: Span; say: (text: string) => void },
): Promise<DaySums> {
  const days = new DaySums();
  for (const hour of makeTraffic(world, span)) {
    const tally = new RollUpTally();
    for (const log of hour.logs) tally.add(log);
    await loader.write(LOGS, hour.logs);
    await loader.write(ATTEMPTS, hour.attempts);
    for (const name of HOURLY) await loader.write(ROLL_UP_TABLES[name], tally.rows(name));
    days.add(tally.rows("usageDays"));
    if ((hour.at + DAY_MS / 24) % DAY_MS === 0) {
      await loader.write(ROLL_UP_TABLES.usageDays, days.takeDay());
      say(new Date(hour.at).toISOString().slice(0, 10));
    }
  }
  await loader.write(ROLL_UP_TABLES.usageDays, days.takeDay());
  return days;
}

/** Writes the customers with their tokens, and books that agree with what their requests cost. */
export async function fillPeople(
  loader: Loader,
  { world, days, to }: { world: World; days: DaySums; to: number },
): Promise<void> {
  for (let start = 0; start < world.users.length; start += USERS_A_BATCH) {
    const users = world.users.slice(start, start + USERS_A_BATCH);
    await loader.write(
      USERS,
      users.map((user) => userRow(user, days)),
    );
    await loader.write(
      LEDGER_ENTRIES,
      users.flatMap((user) => entriesOf(user, { days, to })),
    );
    const tokens = users.flatMap((user, index) => tokensOf(world, { user, place: start + index, days }));
    await loader.write(TOKENS, tokens);
    await loader.write(TOKEN_KEYS, tokens.map(keyRow));
  }
}

function userRow({ id, username, group, createdAt }: BenchUser, days: DaySums): Row {
  const { quota, requests } = sumOf(days, id);
  const email = `${username}@example.com`;
  return {
    id,
    username,
    email,
    displayName: username,
    searchText: `${username} ${username} ${email}`,
    role: "user",
    groupName: group,
    balance: GRANT - quota,
    usedQuota: quota,
    requestCount: requests,
    createdAt,
    updatedAt: createdAt,
  };
}

/** What was granted, and all that was spent since in one entry. */
function entriesOf({ id, createdAt }: BenchUser, { days, to }: { days: DaySums; to: number }): Row[] {
  const entry = (kind: string, amount: bigint, at: number) => ({
    id: `${firstIdAt("led", at).slice(0, -RANDOM_LENGTH)}${id.slice(-RANDOM_LENGTH)}`,
    userId: id,
    kind,
    amount,
    balanceAfter: kind === "grant" ? amount : GRANT + amount,
    idempotencyKey: `bench:${kind}:${id}`,
    createdAt: at,
    updatedAt: at,
  });
  const { quota } = sumOf(days, id);
  return [entry("grant", GRANT, createdAt), ...(quota > 0n ? [entry("consume", -quota, to - 1)] : [])];
}

function tokensOf(world: World, { user, place, days }: { user: BenchUser; place: number; days: DaySums }): Row[] {
  return world.tokenIds.slice(place * TOKENS_OF_USER, (place + 1) * TOKENS_OF_USER).map((id, index) => {
    const { quota, requests } = sumOf(days, id);
    const name = `key ${index + 1} of ${user.username}`;
    return {
      id,
      userId: user.id,
      name,
      searchText: name,
      usedQuota: quota,
      requestCount: requests,
      createdAt: user.createdAt + index,
      updatedAt: user.createdAt + index,
    };
  });
}

/** No key: nobody has what hashes to this. */
function keyRow(token: Row): Row {
  const hash = sha256Hex(String(token.id));
  const id = String(token.id).replace("tok_", "key_");
  return {
    id,
    tokenId: token.id,
    hash,
    prefix: `sk-${hash.slice(0, 4)}`,
    lastFour: hash.slice(-4),
    createdAt: token.createdAt,
  };
}

function sumOf(days: DaySums, id: string): { quota: bigint; requests: number } {
  return days.totals.get(id) ?? { quota: 0n, requests: 0 };
}
