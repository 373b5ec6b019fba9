import type { ChargeOperation, ReserveOperation, SettleOperation } from "../operation";
import type { LogRow } from "../rows";

const AT = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Operations of user usr_1 for tests; every field can be overridden. */
export function reserveOperation(
  requestId: string,
  amount: bigint,
  over: Partial<ReserveOperation> = {},
): ReserveOperation {
  return {
    kind: "reserve",
    requestId,
    userId: "usr_1",
    tokenId: null,
    isUnlimitedToken: true,
    amount,
    funding: null,
    model: "gpt-test",
    ownerId: "nod_1",
    createdAt: AT,
    expiresAt: AT + 600_000,
    ...over,
  };
}

export function logRow(id: string, over: Partial<LogRow> = {}): LogRow {
  return {
    id,
    createdAt: AT,
    kind: "consume",
    endpoint: "chat",
    userId: "usr_1",
    tokenId: null,
    channelId: "chn_1",
    groupName: "default",
    model: "gpt-test",
    upstreamModel: "gpt-test",
    httpStatus: 200,
    errorCode: "",
    errorMessage: "",
    outcome: "completed",
    isStream: false,
    attemptCount: 1,
    promptTokens: 10,
    cachedTokens: 0,
    completionTokens: 5,
    usageDetail: null,
    usageSource: "provider",
    priceId: null,
    durationMs: 12,
    firstTokenMs: null,
    reservedQuota: 0n,
    ip: "127.0.0.1",
    clientRequestId: "",
    routeId: null,
    userAgentId: null,
    ...over,
  };
}

export function settleOperation(
  requestId: string,
  charge: bigint,
  over: { log?: Partial<LogRow> } & Partial<Omit<SettleOperation, "log">> = {},
): SettleOperation {
  const { log, ...rest } = over;
  return {
    kind: "settle",
    charge,
    funding: null,
    log: logRow(requestId, log),
    attempts: [],
    price: null,
    isHoldRequired: true,
    ...rest,
  };
}

/** A request that was over before anything was reserved for it: it could have cost `amount` and came to `charge`. */
export function chargeOperation(
  requestId: string,
  { amount, charge }: { amount: bigint; charge: bigint },
  over: { log?: Partial<LogRow> } & Partial<Omit<ChargeOperation, "log">> = {},
): ChargeOperation {
  const { log, ...rest } = over;
  return {
    kind: "charge",
    userId: "usr_1",
    tokenId: null,
    isUnlimitedToken: true,
    amount,
    charge,
    funding: null,
    log: logRow(requestId, log),
    attempts: [],
    price: null,
    ...rest,
  };
}
