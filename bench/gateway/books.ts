import { verifyLedger } from "@/server/money/ledger/verify";
import { FIXED_FRAMES, FIXED_JSON } from "@/server/testing/mock-upstream/fixed";
import type { Check } from "../results";
import { until } from "./child";
import { BALANCE, type Site } from "./site";

type Usage = { prompt_tokens: number; completion_tokens: number };

const SETTLE_TIMEOUT_MS = 10_000;

/** What one request costs, worked out here and not by the code that is measured. */
const JSON_CHARGE = chargeOf(JSON.parse(FIXED_JSON.toString()).usage);
const STREAM_CHARGE = chargeOf(usageOfStream());

function chargeOf(usage: Usage): bigint {
  return BigInt(usage.prompt_tokens) + 2n * BigInt(usage.completion_tokens);
}

function usageOfStream(): Usage {
  const frame = FIXED_FRAMES.findLast((text) => text.includes('"usage":{'));
  if (frame === undefined) throw new Error("the fake's stream reports no usage");
  return JSON.parse(frame.slice("data: ".length)).usage;
}

/** Keeps count of what was sent to a Gatehouse, and asks its database whether it says the same. */
export class Books {
  readonly #site: Site;
  #requests = 0;
  #charged = 0n;
  #failed = 0;

  constructor(site: Site) {
    this.#site = site;
  }

  addJson({ answered, failed }: { answered: number; failed: number }): void {
    this.#requests += answered;
    this.#charged += BigInt(answered) * JSON_CHARGE;
    this.#failed += failed;
  }

  addStreams({ answered, broken }: { answered: number; broken: number }): void {
    this.#requests += answered;
    this.#charged += BigInt(answered) * STREAM_CHARGE;
    this.#failed += broken;
  }

  /** One log row a request, no hold left, the ledger agreeing with itself and, to the unit, with what was sent. */
  async check(name: string): Promise<Check> {
    const { db, userIds } = this.#site;
    await until(async () => (await db.hold.count()) === 0, SETTLE_TIMEOUT_MS).catch(() => undefined);
    const { differences, openHoldCount } = await verifyLedger(db);
    const logs = await db.log.count();
    const { _sum } = await db.user.aggregate({ _sum: { balance: true }, where: { id: { in: userIds } } });
    const spent = BALANCE * BigInt(userIds.length) - (_sum.balance ?? 0n);
    const faults = [
      ...(differences.length > 0 ? [`${differences.length} differences in the ledger`] : []),
      ...(openHoldCount > 0 ? [`${openHoldCount} open holds`] : []),
      ...(logs !== this.#requests ? [`${logs} log rows`] : []),
      ...(spent !== this.#charged ? [`${spent} units taken, ${this.#charged} due`] : []),
      ...(this.#failed > 0 ? [`${this.#failed} requests failed`] : []),
    ];
    const sums = `${this.#requests} requests, ${this.#charged} units`;
    return { name, ok: faults.length === 0, detail: faults.length === 0 ? sums : `${sums}; ${faults.join(", ")}` };
  }
}
