import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { asBigInt, asText } from "@/server/kernel/database/sql-values";
import type { UsageSum } from "./charge";

/** What a model was used in a group: `home` is the accounts' own group where these pay a ratio of their own, else null. */
export type Traffic = {
  model: string;
  group: string;
  unitsCharged: bigint;
  parts: { home: string | null; sum: UsageSum }[];
};

type Touched = { models: readonly string[]; groups: readonly string[] };
type Reading = { from: Date; homesOf: (group: string) => readonly string[] };

/**
 * The charged traffic since `from` of some models and some groups. Accounts that pay a ratio of their own are told apart by
 * the roll-up of people, which is larger and read for these groups alone; by the group they are in now.
 */
export async function readTraffic(
  ctx: ServiceContext,
  touched: Touched,
  { from, homesOf }: Reading,
): Promise<Traffic[]> {
  if (touched.models.length + touched.groups.length === 0) return [];
  const rows = await readSums(ctx, touched, from);
  const split = [...new Set(rows.map(({ group }) => group))].filter((group) => homesOf(group).length > 0);
  const people = split.length === 0 ? [] : await readPeople(ctx, { groups: split, from });
  return rows.map(({ model, group, sum, unitsCharged }) => {
    const homes = homesOf(group);
    const parts = people
      .filter((row) => row.model === model && row.group === group && homes.includes(row.home))
      .map((row) => ({ home: row.home, sum: row.sum }));
    const rest = parts.reduce((left, part) => without(left, part.sum), sum);
    return { model, group, unitsCharged, parts: [...parts, { home: null, sum: rest }] };
  });
}

/** Never below nothing: the two roll-ups are cleared at different ages. */
function without(sum: UsageSum, part: UsageSum): UsageSum {
  const less = (name: keyof UsageSum) => (sum[name] > part[name] ? sum[name] - part[name] : 0n);
  return {
    requestCount: less("requestCount"),
    promptTokens: less("promptTokens"),
    cachedTokens: less("cachedTokens"),
    completionTokens: less("completionTokens"),
  };
}

const TOKEN_SUMS = "sum(prompt_tokens) AS prompt, sum(cached_tokens) AS cached, sum(completion_tokens) AS completion";

function binder(ctx: ServiceContext, from: Date) {
  const store = readStoreOf(ctx.db);
  const values: unknown[] = [from];
  const isOneOf = (column: string, names: readonly string[]) => {
    if (names.length === 0) return [];
    const list = names.map((name) => store.dialect.placeholder(values.push(name) - 1));
    return [`${column} IN (${list.join(", ")})`];
  };
  return { store, values, isOneOf, since: store.dialect.placeholder(0) };
}

async function readSums(ctx: ServiceContext, { models, groups }: Touched, from: Date) {
  const { store, values, isOneOf, since } = binder(ctx, from);
  const touched = [...isOneOf("model", models), ...isOneOf("group_name", groups)].join(" OR ");
  // What was neither answered nor given up by its client was not charged.
  const rows = await store.query(
    `SELECT model, group_name, sum(CASE WHEN outcome IN ('completed', 'client_gone') THEN request_count ELSE 0 END) AS charged,
       ${TOKEN_SUMS}, sum(quota) AS quota
     FROM traffic_hours WHERE hour_at >= ${since} AND (${touched}) GROUP BY model, group_name`,
    values,
  );
  return rows.map((row) => ({
    model: asText(row.model),
    group: asText(row.group_name),
    unitsCharged: asBigInt(row.quota),
    sum: sumOf(row),
  }));
}

async function readPeople(ctx: ServiceContext, { groups, from }: { groups: readonly string[]; from: Date }) {
  const { store, values, isOneOf, since } = binder(ctx, from);
  const rows = await store.query(
    `SELECT model, usage_hours.group_name AS group_name, users.group_name AS home,
       sum(usage_hours.request_count - usage_hours.error_count) AS charged, ${TOKEN_SUMS}
     FROM usage_hours JOIN users ON users.id = usage_hours.user_id
     WHERE hour_at >= ${since} AND ${isOneOf("usage_hours.group_name", groups).join("")}
     GROUP BY model, usage_hours.group_name, users.group_name`,
    values,
  );
  return rows.map((row) => ({
    model: asText(row.model),
    group: asText(row.group_name),
    home: asText(row.home),
    sum: sumOf(row),
  }));
}

function sumOf(row: Record<string, unknown>): UsageSum {
  return {
    requestCount: asBigInt(row.charged),
    promptTokens: asBigInt(row.prompt),
    cachedTokens: asBigInt(row.cached),
    completionTokens: asBigInt(row.completion),
  };
}
