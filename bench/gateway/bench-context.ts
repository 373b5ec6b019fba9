import type { Check } from "../results";
import type { Child } from "./child";
import type { Plan } from "./plan";
import type { Row } from "./rows";
import { type Target, title } from "./targets";

/** What all cases measure with, and where they put what they find. */
export type Bench = {
  plan: Plan;
  /** Folder of this run: databases' secrets and what the programs print. */
  dir: string;
  load: Child;
  upstreamPort: number;
  targets: readonly Target[];
  rows: Row[];
  checks: Check[];
  say: (text: string) => void;
};

/** After a run on a Gatehouse: do its books say the same? */
export async function checkBooks(bench: Bench, target: Target, run: string): Promise<void> {
  if (!target.books) return;
  const check = await target.books.check(`books of ${title(target)} after ${run}`);
  bench.checks.push(check);
  if (!check.ok) bench.say(`✗ ${check.name}: ${check.detail}`);
}

/** The targets in another order each round: none is always the one after the heavy one. */
export function rotated<T>(list: readonly T[], by: number): T[] {
  const at = by % Math.max(1, list.length);
  return [...list.slice(at), ...list.slice(0, at)];
}
