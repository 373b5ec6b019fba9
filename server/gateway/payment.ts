import { AppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import type { Funding } from "@/server/money/ledger/funding";
import type { ChargeOperation, Shortage } from "@/server/money/ledger/operation";
import type { LogRow } from "@/server/money/ledger/rows";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import type { AuthEntry } from "./auth-entry";
import { unavailable } from "./errors";
import type { RequestFacts } from "./facts";
import { fundingAt } from "./funding";
import type { KnownFunds } from "./known-funds";
import type { OfflineServing } from "./offline/serving";
import { quotaRefusal } from "./reserve";
import { atMostAnswerWait } from "./settle";
import type { ModelPrice } from "./snapshot";
import { type Ending, logRowOf, type Trace } from "./trace";

export type PaymentDeps = {
  writer: LedgerWriter;
  funds: KnownFunds;
  facts: RequestFacts;
  nodeId: string;
  /** Null: a process that never serves without its database. */
  offline: OfflineServing | null;
};

export type PaymentInput = {
  trace: Trace;
  entry: AuthEntry;
  model: string;
  price: ModelPrice;
  /** The most the request can cost, quota units. */
  amount: bigint;
  /** The hold is swept after this, whatever became of its request. */
  lifeMs: number;
  quotaErrorStatus: 429 | 402;
};

/** What stands between an answer and the customer. */
export type Gate = Pick<Payment, "isHeld" | "hold">;

/**
 * How long a request whose reservation may wait goes without one. Most failures and short answers come sooner and need no
 * hold at all; whatever takes longer must be seen by other nodes and outlive this process.
 */
const HOLD_AFTER_MS = 25;

/** Nothing written; reserved; allowed without the database; refused for want of quota; asked for with an unknown end; charged or recorded. */
type State = "open" | "held" | "owed" | "refused" | "doubtful" | "settled";

/**
 * The money of one request. Nothing of an answer reaches the customer before its reservation is committed: who has not
 * enough gets nothing, however rich we thought them. What may run beside the reservation is the call to the upstream, for
 * an account that had plenty a moment ago; should it be gone, that call is the operator's loss and never a customer's debt.
 * An answer that is whole before anything was reserved is reserved and charged in one operation, on the same condition.
 */
export class Payment {
  readonly #deps: PaymentDeps;
  readonly #input: PaymentInput;
  /** One instant, that of the log, decides which windows of a plan the request falls into. */
  readonly #funding: Funding | null;
  /** What is charged by: that of the dearest way until it is known who served. */
  #price: ModelPrice;
  #state: State = "open";
  #holding: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isPromised = false;
  /** The upstream's part has ended, well or not. */
  #isOver = false;
  /** A charge of which we have not heard whether it was written. */
  #doubtfulCharge: ChargeOperation | null = null;
  #failure: Error | null = null;
  #onFailure: ((failure: Error) => void) | null = null;

  constructor(deps: PaymentDeps, input: PaymentInput) {
    this.#deps = deps;
    this.#input = input;
    this.#price = input.price;
    this.#funding = fundingAt(input.entry.funding, input.trace.startedAt);
  }

  get isHeld(): boolean {
    return this.#state === "held" || this.#state === "owed";
  }

  get isSettled(): boolean {
    return this.#state === "settled";
  }

  /** Why the request is not paid for, once that is known: nothing may be sent any more, and no upstream be asked. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Calls `listener` when the reservation fails, at once if it has; null takes it away. */
  onFailure(listener: ((failure: Error) => void) | null): void {
    this.#onFailure = listener;
    if (listener && this.#failure) listener(this.#failure);
  }

  /** Resolves when an upstream may be asked: the quota is held, or the account is known to have plenty. Throws as `hold`. */
  async begin(): Promise<void> {
    const { funds, writer } = this.#deps;
    const { entry, amount } = this.#input;
    // What is known is the wallet's; where a plan alone pays, it tells nothing.
    const mayWait = this.#funding?.order !== "plan_only" && funds.areAmple(entry, amount, performance.now());
    if (writer.isDown || !mayWait) return this.hold();
    funds.promise(entry, amount);
    this.#isPromised = true;
    this.#timer = setTimeout(() => this.#holdUnlessOver(), HOLD_AFTER_MS);
  }

  /**
   * Resolves when the quota is set aside and committed. Throws GatewayError 429/402 insufficient_quota naming what lacked,
   * 503 while the database is away.
   */
  hold(): Promise<void> {
    this.#holding ??= this.#reserve();
    return this.#holding;
  }

  /**
   * Charges what the request came to, at the price of whoever served it, and writes its log, once. Resolves when an answer may be given out; a held one is not
   * made to wait for our database longer than a second. Throws as `hold`; then nothing was charged, and `abandon` must follow.
   */
  async settle(ending: Ending, charge: bigint, price: ModelPrice = this.#input.price): Promise<void> {
    this.#price = price;
    this.#end();
    if (this.#holding !== null || charge > this.#input.amount || this.#deps.offline?.isServing) {
      await this.hold();
      if (this.#state === "owed") await this.#owe(ending, charge);
      else await this.#writeSettlement(ending, { charge, isHoldRequired: true });
    } else if (ending.kind === "consume") await this.#charge(ending, charge);
    else this.#record(ending);
    this.#state = "settled";
  }

  /**
   * Ends a request that will not be served: what is held, or may have been written, goes back, and the log says why.
   * Out: false when there was nothing to give back; then the log is the caller's to write.
   */
  async abandon(ending: Omit<Ending, "kind">): Promise<boolean> {
    this.#end();
    await this.#holding?.catch(() => undefined);
    this.#keepPromise();
    if (this.#state === "held") {
      await this.#writeSettlement({ ...ending, kind: "fail" }, { charge: 0n, isHoldRequired: true });
      return true;
    }
    if (this.#state === "owed") this.#deps.offline?.release(this.#input.entry, this.#input.amount);
    if (this.#state !== "doubtful") return false;
    // Written when the database is back, which the client is not made to wait for.
    const refusal: Ending = { ...ending, kind: "refuse" };
    if (this.#doubtfulCharge) this.#cancel(this.#doubtfulCharge, refusal);
    else void this.#writeSettlement(refusal, { charge: 0n, isHoldRequired: false });
    return true;
  }

  /** An answer that has arrived by now, and only waits for a busy process, is taken first. */
  #holdUnlessOver(): void {
    setImmediate(() => {
      if (!this.#isOver) this.hold().catch(() => undefined);
    });
  }

  async #reserve(): Promise<void> {
    clearTimeout(this.#timer);
    const { trace, entry, amount, model, lifeMs } = this.#input;
    try {
      if (this.#deps.offline?.isServing) return await this.#holdOffline(this.#deps.offline);
      const outcome = await this.#deps.writer.reserve({
        kind: "reserve",
        requestId: trace.requestId,
        userId: entry.userId,
        tokenId: entry.tokenId,
        isUnlimitedToken: entry.isUnlimitedToken,
        amount,
        funding: this.#funding,
        model,
        ownerId: this.#deps.nodeId,
        createdAt: trace.startedAt,
        expiresAt: Date.now() + lifeMs,
      });
      if (!outcome.isReserved) throw this.#refusal(outcome);
      this.#deps.funds.learn(entry, outcome.left, performance.now());
      this.#state = "held";
    } catch (error) {
      throw this.#fail(error);
    } finally {
      this.#keepPromise();
    }
  }

  async #holdOffline(offline: OfflineServing): Promise<void> {
    try {
      await offline.hold(this.#input.entry, this.#input.amount);
      this.#state = "owed";
    } catch (error) {
      // Nothing was asked of the database, so there is nothing to take back.
      this.#state = "refused";
      throw error;
    }
  }

  /** An answer that was given out without the database: its charge goes to the disk first. A failure costs nothing. */
  async #owe(ending: Ending, charge: bigint): Promise<void> {
    const { offline } = this.#deps;
    if (ending.kind === "consume")
      await offline?.owe({ ...this.#operation(ending, charge), isOwed: true }, this.#input.amount);
    else {
      offline?.release(this.#input.entry, this.#input.amount);
      this.#record(ending);
    }
  }

  #operation(ending: Ending, charge: bigint): ChargeOperation {
    const { trace, entry, amount } = this.#input;
    return {
      kind: "charge",
      userId: entry.userId,
      tokenId: entry.tokenId,
      isUnlimitedToken: entry.isUnlimitedToken,
      amount,
      charge,
      funding: this.#funding,
      log: this.#log(ending),
      attempts: trace.attempts,
      facts: this.#deps.facts.unstored(trace),
      price: this.#price.row,
    };
  }

  async #charge(ending: Ending, charge: bigint): Promise<void> {
    const { trace, entry } = this.#input;
    const operation = this.#operation(ending, charge);
    try {
      const outcome = await this.#deps.writer.charge(operation);
      if (!outcome.isCharged) throw this.#refusal(outcome);
      this.#deps.facts.stored(operation.facts ?? [], trace.startedAt);
      this.#deps.funds.learn(entry, outcome.left, performance.now());
    } catch (error) {
      if (this.#state !== "refused") this.#doubtfulCharge = operation;
      throw this.#fail(error);
    } finally {
      this.#keepPromise();
    }
  }

  async #writeSettlement(ending: Ending, how: { charge: bigint; isHoldRequired: boolean }): Promise<void> {
    const { trace, entry } = this.#input;
    const facts = this.#deps.facts.unstored(trace);
    const written = this.#deps.writer
      .settle({
        kind: "settle",
        ...how,
        funding: this.#funding,
        log: this.#log(ending),
        attempts: trace.attempts,
        facts,
        price: this.#price.row,
      })
      .then(
        (outcome) => {
          if (outcome.isFirst) this.#deps.facts.stored(facts, trace.startedAt);
          this.#deps.funds.learn(entry, outcome.left, performance.now());
        },
        (error: unknown) => logger.error({ err: error, requestId: trace.requestId }, "a settlement failed"),
      );
    await atMostAnswerWait(written);
  }

  #cancel(charge: ChargeOperation, ending: Ending): void {
    this.#deps.writer.cancel({ kind: "cancel", charge, log: this.#log(ending) }).catch((error: unknown) => {
      logger.error({ err: error, requestId: charge.log.id }, "a charge that may have been written was not undone");
    });
  }

  /** A failure before anything was reserved: there is nothing to give back, and no price was paid. */
  #record(ending: Ending): void {
    this.#keepPromise();
    const { trace } = this.#input;
    const facts = this.#deps.facts.unstored(trace);
    this.#deps.writer.record({ kind: "record", log: logRowOf(trace, ending), attempts: trace.attempts, facts });
  }

  #log(ending: Ending): LogRow {
    return { ...logRowOf(this.#input.trace, ending), priceId: this.#price.row.id };
  }

  #refusal(shortage: Shortage): Error {
    const { entry, amount, quotaErrorStatus } = this.#input;
    this.#state = "refused";
    this.#deps.funds.forget(entry);
    return quotaRefusal(shortage, { amount, tokenHint: entry.tokenHint, status: quotaErrorStatus });
  }

  #fail(error: unknown): Error {
    if (this.#state !== "refused") this.#state = "doubtful";
    this.#failure = failureOf(error);
    this.#onFailure?.(this.#failure);
    return this.#failure;
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #keepPromise(): void {
    if (!this.#isPromised) return;
    this.#isPromised = false;
    this.#deps.funds.kept(this.#input.entry, this.#input.amount);
  }
}

function failureOf(error: unknown): Error {
  if (error instanceof AppError && error.code === "UNAVAILABLE") {
    return unavailable("database_unavailable", "The service cannot take requests right now. Try again soon.", error);
  }
  return error instanceof Error ? error : new Error(String(error));
}
