import type { ReadStore } from "@/server/kernel/database/read-store";
import { asNumber, asText } from "@/server/kernel/database/sql-values";
import { type KnownValues, valuesWanted } from "./driver";
import type { Predicate } from "./predicate";
import { STATEMENT_MAX_MS } from "./timing";

/** Clients may ask for any model there is not: beyond so many different ones, the index is not asked value by value. */
const VALUES_MAX = 300;

const COLUMNS = {
  model: { column: "model", guard: "" },
  errorCode: { column: "error_code", guard: "error_code <> ''" },
  httpStatus: { column: "http_status", guard: "http_status >= 400" },
} as const;

/** The values of those columns without which a filter has no way through the rows. A column with too many is left out. */
export async function readKnownValues(store: ReadStore, predicates: readonly Predicate[]): Promise<KnownValues> {
  const wanted = valuesWanted(predicates);
  const found = await Promise.all(wanted.map((name) => distinct(store, COLUMNS[name])));
  const known: KnownValues = {};
  wanted.forEach((name, index) => {
    const values = found[index];
    if (!values || values.length >= VALUES_MAX) return;
    if (name === "httpStatus") known.httpStatus = values.map(asNumber);
    else known[name] = values.map(asText);
  });
  return known;
}

/** From one value of an index to the next: as many descents as there are values, whatever the number of rows. */
async function distinct(store: ReadStore, { column, guard }: { column: string; guard: string }): Promise<unknown[]> {
  const where = guard ? `${guard} AND ` : "";
  const rows = await store.query(
    `WITH RECURSIVE steps(found, depth) AS (
       SELECT (SELECT ${column} FROM logs${guard ? ` WHERE ${guard}` : ""} ORDER BY ${column} LIMIT 1), 1
       UNION ALL
       SELECT (SELECT ${column} FROM logs WHERE ${where}${column} > steps.found ORDER BY ${column} LIMIT 1), depth + 1
       FROM steps WHERE steps.found IS NOT NULL AND depth < ${VALUES_MAX}
     ) SELECT found FROM steps WHERE found IS NOT NULL`,
    [],
    { timeoutMs: STATEMENT_MAX_MS },
  );
  return rows.map((row) => row.found);
}
