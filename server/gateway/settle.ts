import { logger } from "@/server/kernel/logger";
import type { SettleOperation } from "@/server/money/ledger/operation";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import type { RelayResult } from "./relay";
import { type Ending, logRowOf, type Trace } from "./trace";
import type { Bill } from "./usage";

/** How long an answer waits for its settlement. Beyond it the client is not made to wait for our database. */
const ANSWER_WAIT_MS = 1_000;

/**
 * Turns the hold into the charge and writes the request's log, once. Resolves when it is committed, or after a second:
 * the settlement then goes on in the queue. So whoever has a whole answer finds it in the log, whatever happens to us next.
 */
export async function settle(
  writer: LedgerWriter,
  trace: Trace,
  { result, bill }: { result: RelayResult; bill: Bill },
) {
  const isServed = result.isDelivered || bill.charge > 0n || result.outcome === "client_gone";
  const ending: Ending = {
    kind: isServed ? "consume" : "fail",
    outcome: result.outcome,
    httpStatus: result.httpStatus,
    usageSource: bill.usageSource,
    ...bill.usage,
    ...(result.error ? { errorCode: result.error.code, errorMessage: result.error.message } : {}),
  };
  await written(writer, trace, { charge: bill.charge, ending, isHoldRequired: true });
}

/** Gives the hold of a request back that ended with an error of ours, and writes its log. */
export async function release(
  writer: LedgerWriter,
  trace: Trace,
  options: { ending: Ending; isHoldRequired: boolean },
) {
  await written(writer, trace, { charge: 0n, ...options });
}

type Settlement = { charge: bigint; ending: Ending; isHoldRequired: boolean };

async function written(
  writer: LedgerWriter,
  trace: Trace,
  { charge, ending, isHoldRequired }: Settlement,
): Promise<void> {
  const operation: SettleOperation = {
    kind: "settle",
    charge,
    log: logRowOf(trace, ending),
    attempts: trace.attempts,
    price: trace.price,
    isHoldRequired,
  };
  const settled = writer.settle(operation).then(
    () => undefined,
    (error: unknown) => logger.error({ err: error, requestId: trace.requestId }, "a settlement failed"),
  );
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WAIT_MS);
  });
  await Promise.race([settled, waited]);
  clearTimeout(timer);
}
