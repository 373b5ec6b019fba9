import { logger } from "@/server/kernel/logger";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import type { Endpoint } from "@/server/providers/contract";
import type { AuthCache } from "./auth-cache";
import { authenticate } from "./authenticate";
import { GatewayError } from "./errors";
import type { Exchange } from "./exchange";
import type { LimitPass, RequestLimits } from "./limits";
import { ClientGoneError, readBody } from "./read-body";
import type { RefusalThrottle } from "./refusal-throttle";
import { type RelayDeps, relay } from "./relay";
import { type GatewayRequest, parseRequest } from "./request";
import { reserve, reserveAmount } from "./reserve";
import { resolveModel } from "./resolve-model";
import type { GatewaySettings } from "./settings";
import { release, settle } from "./settle";
import type { Snapshot } from "./snapshot";
import { type Ending, logRowOf, type Trace } from "./trace";
import { billOf } from "./usage";

/** What the steps of a request work with. */
export type Gateway = {
  nodeId: string;
  bodyLimitBytes: number;
  auth: AuthCache;
  limits: RequestLimits;
  refusals: RefusalThrottle;
  writer: LedgerWriter;
  relay: RelayDeps;
  snapshot: () => Snapshot;
  settings: () => GatewaySettings;
};

/** Beyond the longest a request may take: only what was forgotten is swept. */
const HOLD_GRACE_MS = 120_000;
const CLIENT_GONE_STATUS = 499;

/** How far a request has come with its money: nothing held, asked for, held, or settled. */
type MoneyState = "none" | "asked" | "held" | "settled";

/**
 * Serves one request: authenticate → limits → parse → resolve → reserve → relay → settle → answer. Each step throws
 * GatewayError to refuse; every way out writes one log row and leaves no hold behind.
 */
export async function handleCompletion(gateway: Gateway, exchange: Exchange, endpoint: Endpoint): Promise<void> {
  const { trace } = exchange;
  const settings = gateway.settings();
  let pass: LimitPass | undefined;
  let money: MoneyState = "none";
  try {
    const entry = await authenticate(gateway.auth, { headers: exchange.request.headers, trace });
    pass = await gateway.limits.take(entry, settings.limits);
    exchange.limit = pass.state;
    const request = parseRequest(endpoint, await readBody(exchange.request, gateway.bodyLimitBytes));
    noteRequest(trace, request);
    const allowsUnpriced = settings.allowsUnpricedModels;
    const { tiers, price } = resolveModel(gateway.snapshot(), { entry, request, allowsUnpriced });
    money = "asked";
    await reserve(gateway.writer, {
      requestId: trace.requestId,
      entry,
      model: request.model,
      amount: reserveAmount(request, price, settings.reserveCompletionTokens),
      ownerId: gateway.nodeId,
      lifeMs: settings.totalTimeoutMs + settings.drainMs + HOLD_GRACE_MS,
      quotaErrorStatus: settings.quotaErrorStatus,
    });
    money = "held";
    trace.price = price.row;
    const result = await relay(gateway.relay, { exchange, request, tiers, settings });
    const bill = billOf(result, { request, price, settings });
    await settle(gateway.writer, trace, { result, bill });
    money = "settled";
    result.finish();
  } catch (error) {
    await refuse(gateway, exchange, { error, money });
  } finally {
    pass?.release();
  }
}

function noteRequest(trace: Trace, request: GatewayRequest): void {
  trace.model = request.model;
  trace.isStream = request.isStream;
}

/** Ends a request with an error: what may be held goes back, the log says why, the client hears it. */
async function refuse(gateway: Gateway, exchange: Exchange, { error, money }: { error: unknown; money: MoneyState }) {
  const { trace } = exchange;
  if (money === "settled") {
    logger.error({ err: error, requestId: trace.requestId }, "a settled answer could not be sent");
    exchange.response.destroy();
    return;
  }
  const known = toGatewayError(error, trace);
  const ending = endingOf(error, known, money);
  if (money === "held") await release(gateway.writer, trace, { ending, isHoldRequired: true });
  // Only while the database is away: the reservation may have been written all the same.
  else if (money === "asked" && known.status === 503)
    void release(gateway.writer, trace, { ending, isHoldRequired: false });
  else if (gateway.refusals.allows(trace, trace.startedAt)) {
    gateway.writer.record({ kind: "record", log: logRowOf(trace, ending), attempts: trace.attempts });
  }
  exchange.sendError(known);
}

function endingOf(error: unknown, known: GatewayError, money: MoneyState): Ending {
  const isGone = error instanceof ClientGoneError;
  return {
    kind: money === "held" ? "fail" : "refuse",
    outcome: isGone ? "client_gone" : "refused",
    httpStatus: isGone ? CLIENT_GONE_STATUS : known.status,
    usageSource: "none",
    errorCode: known.code,
    errorMessage: known.message,
  };
}

function toGatewayError(error: unknown, trace: Trace): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error instanceof ClientGoneError) {
    return new GatewayError({
      status: 400,
      type: "invalid_request_error",
      code: "client_gone",
      message: "The request ended early.",
    });
  }
  logger.error({ err: error, requestId: trace.requestId }, "a request failed for a fault of ours");
  return new GatewayError({
    status: 500,
    type: "server_error",
    code: "internal_error",
    message: "The gateway had an internal error. The request was not charged.",
  });
}
