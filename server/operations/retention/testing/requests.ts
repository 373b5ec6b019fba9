import { newId } from "@/server/kernel/ids";
import type { TestAccount } from "@/server/money/ledger/testing/account";
import { chargeOperation } from "@/server/money/ledger/testing/operations";
import type { LedgerWriter } from "@/server/money/ledger/writer";

const CHARGE = 10n;

/** Served requests of an account at the given times, each with two calls to upstreams, settled as the gateway does. */
export async function serveRequests(
  writer: LedgerWriter,
  account: Pick<TestAccount, "userId" | "tokenId">,
  times: readonly number[],
): Promise<string[]> {
  const { userId, tokenId } = account;
  const operations = times.map((createdAt) => {
    const id = newId("req", createdAt);
    const operation = chargeOperation(
      id,
      { amount: CHARGE, charge: CHARGE },
      {
        userId,
        tokenId,
        log: { userId, tokenId, createdAt, isStream: true, firstTokenMs: 5 },
      },
    );
    return { ...operation, attempts: [0, 1].map((position) => attempt(id, position, createdAt)) };
  });
  await Promise.all(operations.map((operation) => writer.charge(operation)));
  return operations.map(({ log }) => log.id).sort();
}

function attempt(requestId: string, position: number, startedAt: number) {
  return {
    requestId,
    position,
    channelId: "chn_1",
    channelKeyId: position === 0 ? null : "cky_1",
    method: "POST",
    endpoint: "http://upstream",
    upstreamId: "",
    startedAt: startedAt + position,
    durationMs: 5,
    firstByteMs: 2,
    httpStatus: position === 0 ? null : 200,
    fault: position === 0 ? ("upstream" as const) : ("none" as const),
    error: "",
  };
}
