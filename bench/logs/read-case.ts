import { type BareDriver, openBareDriver } from "./bare-driver";
import type { Bench } from "./bench-context";
import type { DataSet } from "./data-set";
import { chartReads, listReads, lookUpReads, PAGE, type Read } from "./reads";
import { rowOf } from "./rows";
import { openSession, type Session } from "./session";

const WARM = 2;
const PAGE_DEEP = 10_000;

/** Every read of a data set: the procedure and the bare driver in turn, so that a slow moment meets both. */
export async function measureReads(bench: Bench, dataSet: DataSet): Promise<void> {
  const session = await openSession(dataSet);
  const driver = await openBareDriver(dataSet);
  try {
    const { deepId, logId } = await findIds(session);
    const reads = [...listReads(dataSet, deepId), ...chartReads(dataSet), ...lookUpReads(dataSet, logId)];
    for (const read of reads) {
      const { eachMs, bareMs } = await measure(bench, read, { session, driver });
      const row = rowOf({
        case: read.name,
        kind: read.kind,
        engine: dataSet.engine,
        size: dataSet.rows,
        eachMs,
        bareMs,
      });
      bench.rows.push(row);
      bench.say(`${dataSet.engine} ${dataSet.rows}: ${read.name} ${row.p50Ms.toFixed(1)} ms`);
    }
  } finally {
    await driver.close();
    await session.close();
  }
}

/** The id above page ten thousand (or of the middle, where there are fewer), and one request to look up. */
async function findIds({ db, dataSet }: Session): Promise<{ deepId: string; logId: string }> {
  const skip = Math.min(PAGE * PAGE_DEEP, Math.floor(dataSet.rows / 2));
  const deep = await db.log.findFirstOrThrow({ orderBy: { id: "desc" }, skip, select: { id: true } });
  return { deepId: deep.id, logId: deep.id };
}

type Means = { session: Session; driver: BareDriver };

async function measure({ plan }: Bench, read: Read, { session, driver }: Means) {
  const [eachMs, bareMs]: [number[], number[]] = [[], []];
  const begun = performance.now();
  for (let turn = -WARM; turn < plan.repeats; turn += 1) {
    const isOver = performance.now() - begun > plan.repeatMs && turn > 0;
    if (isOver) break;
    const ownMs = await timeOf(() => read.call(session));
    const limitMs = read.bare === null ? null : await timeOf(() => read.bare?.(driver));
    if (turn < 0) continue;
    eachMs.push(ownMs);
    if (limitMs !== null) bareMs.push(limitMs);
  }
  return { eachMs, bareMs };
}

async function timeOf(work: () => Promise<unknown> | undefined): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
