import type { RelayResult } from "./relay";
import type { Ending } from "./trace";
import type { Bill } from "./usage";

/** How long an answer waits for its settlement. Beyond it the client is not made to wait for our database. */
const ANSWER_WAIT_MS = 1_000;

/** What the log says of a relayed request and its bill. */
export function endingOf(result: RelayResult, bill: Bill): Ending {
  const isServed = result.isDelivered || bill.charge > 0n || result.outcome === "client_gone";
  return {
    kind: isServed ? "consume" : "fail",
    outcome: result.outcome,
    httpStatus: result.httpStatus,
    usageSource: bill.usageSource,
    ...bill.usage,
    ...(result.error ? { errorCode: result.error.code, errorMessage: result.error.message } : {}),
  };
}

/**
 * Resolves when a settlement is committed, or after a second: it then goes on in the queue, which holds it through an
 * outage. So whoever has a whole answer finds it in the log, whatever happens to us next.
 */
export async function atMostAnswerWait(settled: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WAIT_MS);
  });
  await Promise.race([settled, waited]);
  clearTimeout(timer);
}
