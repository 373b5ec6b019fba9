import type { Check } from "../results";
import type { Plan } from "./plan";
import type { Row } from "./rows";

/** What every case measures by, and where it puts what it finds. */
export type Bench = {
  plan: Plan;
  /** Of this run, and removed after it. */
  dir: string;
  rows: Row[];
  checks: Check[];
  say: (text: string) => void;
};
