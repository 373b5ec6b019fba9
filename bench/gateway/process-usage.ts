import { readFileSync } from "node:fs";

/** What a process has used: seconds of processor time of all its threads, and resident memory in MiB. */
export type ProcessUsage = { cpuSeconds: number; rssMb: number };

const TICKS_PER_SECOND = 100;
const KB_PER_MB = 1_024;

/** Read from Linux' /proc; null elsewhere. */
export function processUsage(pid: number): ProcessUsage | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold blanks; what follows it does not.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [userTicks, systemTicks] = [Number(fields[11]), Number(fields[12])];
    const rssKb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
    return { cpuSeconds: (userTicks + systemTicks) / TICKS_PER_SECOND, rssMb: rssKb / KB_PER_MB };
  } catch {
    return null;
  }
}
