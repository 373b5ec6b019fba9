import { differenceInDays } from "date-fns";
import type { DatabaseEngine } from "@/server/kernel/env";
import type { ExpectedIndex } from "./expected-indexes";
import type { FoundIndex, FoundIndexes } from "./found-indexes";
import { createStatements, dropStatements } from "./index-statements";
import type { IndexFault } from "./schema";

/** Something about an index that an operator should know. `statements`, in this order, mend it; none: leave it. */
export type IndexFinding = {
  fault: IndexFault;
  table: string;
  name: string;
  columns: string[];
  sizeBytes: number | null;
  scanCount: number | null;
  statements: string[];
};

type Compared = FoundIndexes & {
  engine: DatabaseEngine;
  expected: readonly ExpectedIndex[];
  /** Table → its partitions, on PostgreSQL. */
  partitions: ReadonlyMap<string, readonly string[]>;
  now: Date;
};

/** No use in less time than this says nothing: some are for work of the night or of the month. */
const UNUSED_AFTER_DAYS = 7;
const UNUSED_MIN_BYTES = 2 ** 20;

/** What there is against what the migrations make. An index of the same columns under another name serves as well. */
export function compareIndexes({
  engine,
  expected,
  indexes,
  partitions,
  statisticsSince,
  now,
}: Compared): IndexFinding[] {
  const placeOf = (table: string) => ({ engine, partitions: partitions.get(table) ?? [] });
  const findings: IndexFinding[] = [];
  for (const index of expected) {
    if (indexes.some((found) => isSame(index, found))) continue;
    const { table, name, columns } = index;
    const statements = createStatements(index, placeOf(table));
    findings.push({ fault: "missing", table, name, columns, sizeBytes: null, scanCount: null, statements });
  }
  const isOld = statisticsSince !== null && differenceInDays(now, statisticsSince) >= UNUSED_AFTER_DAYS;
  for (const found of indexes) {
    const wanted = expected.find((index) => isSame(index, found));
    const place = placeOf(found.table);
    if (!found.isValid) findings.push(finding("invalid", found, mendStatements(found, { wanted, place })));
    else if (!wanted && !isOfForeignKey(found)) findings.push(finding("foreign", found, dropStatements(found, place)));
    else if (isOld && isIdle(found)) findings.push(finding("unused", found, []));
  }
  return findings;
}

function isSame(expected: ExpectedIndex, found: FoundIndex): boolean {
  return (
    expected.table === found.table &&
    expected.columns.join() === found.columns.join() &&
    (!expected.isUnique || found.isUnique)
  );
}

/** MySQL makes one for a foreign key that has none, under the key's name. */
function isOfForeignKey({ name }: FoundIndex): boolean {
  return name.endsWith("_fkey");
}

function isIdle({ scanCount, sizeBytes, isUnique }: FoundIndex): boolean {
  return scanCount === 0 && !isUnique && sizeBytes !== null && sizeBytes >= UNUSED_MIN_BYTES;
}

function finding(fault: IndexFault, found: FoundIndex, statements: string[]): IndexFinding {
  const { table, name, columns, sizeBytes, scanCount } = found;
  return { fault, table, name, columns, sizeBytes, scanCount, statements };
}

type Mend = { wanted: ExpectedIndex | undefined; place: Parameters<typeof dropStatements>[1] };

/** A build that was broken off leaves an index which only costs. A whole whose parts are missing gets its parts. */
function mendStatements(found: FoundIndex, { wanted, place }: Mend): string[] {
  if (!wanted) return dropStatements(found, place);
  if (place.partitions.length > 0) return createStatements({ ...wanted, name: found.name }, place);
  return [`REINDEX INDEX CONCURRENTLY "${found.name}";`];
}
