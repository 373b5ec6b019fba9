import { median } from "./statistics";
import { type Target, type TargetName, title } from "./targets";

/** One line of the result: a case, a target, a number of connections. The medians of the rounds. */
export type Row = {
  case: string;
  target: TargetName;
  engine: string | null;
  concurrency: number;
  throughputPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Beyond the bare relay's, in the same round. */
  addedP50Ms: number | null;
  addedP99Ms: number | null;
  /** Of throughput, to the bare relay and to the peer. */
  ratioToLimit: number | null;
  ratioToPeer: number | null;
  cpuSeconds: number | null;
  cpuMsPerRequest: number | null;
  rssMb: number | null;
  failed: number;
  /** Streams only: see docs/benchmarks.md. */
  isClean?: boolean;
  lateP99Ms?: number;
  worstLateP99Ms?: number;
};

/** One run of one target in one round. */
export type Sample = {
  target: Pick<Target, "name" | "engine">;
  round: number;
  answered: number;
  failed: number;
  throughputPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  spent: { cpuSeconds: number; rssMb: number } | null;
};

/** The medians over the rounds; what compares is compared within each round first, so that a slow moment cancels out. */
export function rowsOf(name: string, concurrency: number, samples: readonly Sample[]): Row[] {
  const titles = [...new Set(samples.map(({ target }) => title(target)))];
  return titles.map((wanted) => {
    const own = samples.filter(({ target }) => title(target) === wanted);
    const first = own[0];
    if (!first) throw new Error(`no sample of ${wanted}`);
    const middle = (read: (sample: Sample) => number) => median(own.map(read));
    const against = (other: TargetName, compare: (sample: Sample, reference: Sample) => number) => {
      const values = own.flatMap((sample) => {
        const reference = samples.find(({ target, round }) => target.name === other && round === sample.round);
        return reference ? [compare(sample, reference)] : [];
      });
      return values.length === 0 ? null : median(values);
    };
    const ratio = (sample: Sample, reference: Sample) => sample.throughputPerSecond / reference.throughputPerSecond;
    const hasUsage = own.every((sample) => sample.spent !== null);
    return {
      case: name,
      target: first.target.name,
      engine: first.target.engine,
      concurrency,
      throughputPerSecond: middle((sample) => sample.throughputPerSecond),
      p50Ms: middle((sample) => sample.p50Ms),
      p99Ms: middle((sample) => sample.p99Ms),
      addedP50Ms: against("bare relay", (sample, reference) => sample.p50Ms - reference.p50Ms),
      addedP99Ms: against("bare relay", (sample, reference) => sample.p99Ms - reference.p99Ms),
      ratioToLimit: against("bare relay", ratio),
      ratioToPeer: against("portkey", ratio),
      cpuSeconds: hasUsage ? middle((sample) => sample.spent?.cpuSeconds ?? 0) : null,
      cpuMsPerRequest: hasUsage ? middle(cpuMsPerRequest) : null,
      rssMb: hasUsage ? middle((sample) => sample.spent?.rssMb ?? 0) : null,
      failed: own.reduce((sum, sample) => sum + sample.failed, 0),
    };
  });
}

function cpuMsPerRequest({ spent, answered }: Sample): number {
  return ((spent?.cpuSeconds ?? 0) * 1_000) / Math.max(1, answered);
}
