import { newId } from "@/server/kernel/ids";
import type { Site } from "./site";

type History = { userId: string; count: number; from: Date; to: Date };

const AMOUNT = 3;

/** Writes a long history of credits, evenly over a time, by one statement of the database itself; the balance follows. */
export async function writeEntries(site: Site, history: History): Promise<void> {
  await site.db.$executeRawUnsafe(STATEMENTS[site.engine](history));
  const balance = BigInt(history.count) * BigInt(AMOUNT);
  await site.db.user.update({ where: { id: history.userId }, data: { balance } });
}

const columns = "id, user_id, kind, amount, balance_after, reference, reason, idempotency_key, created_at, updated_at";
const KINDS = "'top_up', 'redeem', 'adjust', 'check_in'".split(", ");

function selectOf(history: History, parts: { number: string; text: string; at: string; source: string }): string {
  const { number, text, at, source } = parts;
  const kind = `CASE ${number} % 4 ${KINDS.map((name, index) => `WHEN ${index} THEN ${name}`).join(" ")} END`;
  // Written here and nowhere near a request: the values are numbers and ids of this program.
  const key = newId("req");
  return `SELECT ${text}, '${history.userId}', ${kind}, ${AMOUNT}, ${AMOUNT} * ${number}, '', '', ${text.replaceAll("led_", `${key}_`)}, ${at}, ${at} FROM ${source}`;
}

const STATEMENTS: Record<Site["engine"], (history: History) => string> = {
  sqlite: (history) => {
    const { from, stepMs } = pace(history);
    return `INSERT INTO ledger_entries (${columns})
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${history.count})
      ${selectOf(history, { number: "i", text: "'led_' || printf('%026d', i)", at: `${from} + CAST(i * ${stepMs} AS INTEGER)`, source: "n" })}`;
  },
  postgresql: (history) => {
    const { from, stepMs } = pace(history);
    const at = `to_timestamp((${from} + floor(i * ${stepMs})) / 1000.0)`;
    const source = `generate_series(1, ${history.count}) AS i`;
    return `INSERT INTO ledger_entries (${columns})
      ${selectOf(history, { number: "i", text: "'led_' || lpad(i::text, 26, '0')", at, source })}`;
  },
  mysql: (history) => {
    const { from, stepMs } = pace(history);
    const at = `FROM_UNIXTIME((${from} + FLOOR(i * ${stepMs})) / 1000)`;
    return `INSERT INTO ledger_entries (${columns})
      ${selectOf(history, { number: "i", text: "CONCAT('led_', LPAD(i, 26, '0'))", at, source: `(${numbers(history.count)}) AS n` })}`;
  },
};

function pace({ from, to, count }: History): { from: number; stepMs: string } {
  return { from: from.getTime(), stepMs: ((to.getTime() - from.getTime()) / (count + 1)).toFixed(3) };
}

/** 1 to `count` without recursion, which MySQL and MariaDB limit differently. */
function numbers(count: number): string {
  const digits = Array.from({ length: 10 }, (_, digit) => `SELECT ${digit} AS d`).join(" UNION ALL ");
  const places = Math.ceil(Math.log10(count + 1));
  const names = Array.from({ length: places }, (_, place) => `p${place}`);
  const value = names.map((name, place) => `${name}.d * ${10 ** place}`).join(" + ");
  const sources = names.map((name) => `(${digits}) AS ${name}`).join(" CROSS JOIN ");
  return `SELECT ${value} AS i FROM ${sources} HAVING i BETWEEN 1 AND ${count}`;
}
