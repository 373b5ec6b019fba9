import { logger } from "@/server/kernel/logger";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import type { Endpoint } from "@/server/providers/contract";
import type { AuthCache } from "./auth-cache";
import { authenticate } from "./authenticate";
import { GatewayError } from "./errors";
import type { Exchange } from "./exchange";
import type { LimitPass, RequestLimits } from "./limits";
import { Payment, type PaymentDeps } from "./payment";
import { ClientGoneError, readBody } from "./read-body";
import type { RefusalThrottle } from "./refusal-throttle";
import { type RelayDeps, relay } from "./relay";
import { type GatewayRequest, parseRequest } from "./request";
import { reserveAmount } from "./reserve";
import { resolveModel } from "./resolve-model";
import type { GatewaySettings } from "./settings";
import { endingOf } from "./settle";
import type { Snapshot } from "./snapshot";
import { type Ending, logRowOf, type Trace } from "./trace";
import { billOf } from "./usage";

/** What the steps of a request work with. */
export type Gateway = {
  bodyLimitBytes: number;
  auth: AuthCache;
  limits: RequestLimits;
  refusals: RefusalThrottle;
  writer: LedgerWriter;
  payments: PaymentDeps;
  relay: RelayDeps;
  snapshot: () => Snapshot;
  settings: () => GatewaySettings;
};

/** Beyond the longest a request may take: only what was forgotten is swept. */
const HOLD_GRACE_MS = 120_000;
const CLIENT_GONE_STATUS = 499;

/**
 * Serves one request: authenticate → limits → parse → resolve → reserve → relay → settle → answer. Each step throws
 * GatewayError to refuse; every way out writes one log row and leaves no hold behind. What "reserve" waits for, and that
 * nothing is given out before it is written, is the payment's matter.
 */
export async function handleCompletion(gateway: Gateway, exchange: Exchange, endpoint: Endpoint): Promise<void> {
  const { trace } = exchange;
  const settings = gateway.settings();
  let pass: LimitPass | undefined;
  let payment: Payment | null = null;
  try {
    const entry = await authenticate(gateway.auth, { headers: exchange.request.headers, trace });
    pass = await gateway.limits.take(entry, settings.limits);
    exchange.limit = pass.state;
    const request = parseRequest(endpoint, await readBody(exchange.request, gateway.bodyLimitBytes));
    noteRequest(trace, request);
    const allowsUnpriced = settings.allowsUnpricedModels;
    const { tiers, price } = resolveModel(gateway.snapshot(), { entry, request, allowsUnpriced });
    payment = new Payment(gateway.payments, {
      trace,
      entry,
      model: request.model,
      price,
      amount: reserveAmount(request, price, settings.reserveCompletionTokens),
      lifeMs: settings.totalTimeoutMs + settings.drainMs + HOLD_GRACE_MS,
      quotaErrorStatus: settings.quotaErrorStatus,
    });
    await payment.begin();
    const result = await relay(gateway.relay, { exchange, request, tiers, settings, payment });
    const bill = billOf(result, { request, price, settings });
    await payment.settle(endingOf(result, bill), bill.charge);
    result.finish();
  } catch (error) {
    await refuse(gateway, exchange, { error, payment });
  } finally {
    pass?.release();
  }
}

function noteRequest(trace: Trace, request: GatewayRequest): void {
  trace.model = request.model;
  trace.isStream = request.isStream;
}

type Refused = { error: unknown; payment: Payment | null };

/** Ends a request with an error: what may be held goes back, the log says why, the client hears it. */
async function refuse(gateway: Gateway, exchange: Exchange, { error, payment }: Refused): Promise<void> {
  const { trace } = exchange;
  if (payment?.isSettled) {
    logger.error({ err: error, requestId: trace.requestId }, "a settled answer could not be sent");
    exchange.response.destroy();
    return;
  }
  const known = toGatewayError(error, trace);
  const ending = refusalEnding(error, known);
  const isWritten = payment !== null && (await payment.abandon(ending));
  if (!isWritten && gateway.refusals.allows(trace, trace.startedAt)) {
    const log = logRowOf(trace, { ...ending, kind: "refuse" });
    gateway.writer.record({ kind: "record", log, attempts: trace.attempts });
  }
  exchange.sendError(known);
}

function refusalEnding(error: unknown, known: GatewayError): Omit<Ending, "kind"> {
  const isGone = error instanceof ClientGoneError;
  return {
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
