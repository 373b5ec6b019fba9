import { logger } from "@/server/kernel/logger";
import { isErrorOutcome } from "@/server/money/ledger/rows";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import type { Endpoint } from "@/server/providers/contract";
import { authenticate } from "./authenticate";
import type { BodyKeeper } from "./body-keeper";
import { refuseBrowserExtension } from "./browser-extension";
import { refuseForbidden } from "./content-filter";
import { GatewayError } from "./errors";
import type { Exchange } from "./exchange";
import type { RequestFacts } from "./facts";
import { fund, openPayment } from "./fund";
import type { LimitPass, RequestLimits } from "./limits";
import type { KeySource } from "./offline/serving";
import { isLoop, type Offer, servedIn } from "./own-offer";
import type { Payment, PaymentDeps } from "./payment";
import { ClientGoneError, readBody } from "./read-body";
import type { RefusalThrottle } from "./refusal-throttle";
import { type RelayDeps, relay } from "./relay";
import { type GatewayRequest, parseRequest } from "./request";
import { resolveModel } from "./resolve-model";
import { routeViewOf } from "./route-view";
import type { GatewaySettings } from "./settings";
import { endingOf } from "./settle";
import type { Snapshot } from "./snapshot";
import { groupsOfKey } from "./token-groups";
import { type Ending, logRowOf, type Trace } from "./trace";
import { billOf } from "./usage";

/** What the steps of a request work with. */
export type Gateway = {
  bodyLimitBytes: number;
  auth: KeySource;
  limits: RequestLimits;
  refusals: RefusalThrottle;
  writer: LedgerWriter;
  facts: RequestFacts;
  bodies: BodyKeeper;
  payments: PaymentDeps;
  relay: RelayDeps;
  snapshot: () => Snapshot;
  settings: () => GatewaySettings;
};

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
  let isError = true;
  gateway.facts.noteUserAgent(trace, exchange.request.headers["user-agent"]);
  exchange.capture = gateway.bodies.open(settings.bodies);
  try {
    const entry = await authenticate(gateway.auth, { headers: exchange.request.headers, trace });
    if (settings.blocksBrowserExtensions) refuseBrowserExtension(exchange.request.headers);
    pass = await gateway.limits.take(entry, settings.limits);
    exchange.limits = pass.states;
    const bytes = await readBody(exchange.request, Math.min(gateway.bodyLimitBytes, settings.bodyLimitBytes));
    exchange.capture?.received(bytes);
    const request = parseRequest(endpoint, bytes);
    noteRequest(trace, request);
    if (settings.promptFilter) refuseForbidden(settings.promptFilter, request);
    const snapshot = gateway.snapshot();
    const groups = groupsOfKey(snapshot, entry, { settings: settings.groups, at: trace.startedAt });
    // The first that is tried, until it is known who served.
    trace.groupName = groups[0] ?? trace.groupName;
    gateway.facts.noteRoute(trace, snapshot, routeViewOf(snapshot, { entry, model: request.model, groups }));
    const allowsUnpriced = settings.allowsUnpricedModels;
    const own = { own: settings.ownProviders, isLoop: isLoop(exchange.request.headers) };
    const offer = resolveModel(snapshot, { entry, request, groups, allowsUnpriced, ...own });
    const open = (part: Offer) => {
      payment = openPayment(gateway.payments, { trace, entry, request, settings }, part);
      return payment;
    };
    const funded = await fund(offer, open);
    const result = await relay(gateway.relay, {
      exchange,
      request,
      settings: routingSettings(settings, offer),
      ...funded,
    });
    const { price, group } = servedIn(offer, trace.channelId);
    trace.groupName = group ?? trace.groupName;
    const bill = billOf(result, { request, price, settings });
    await funded.payment.settle(endingOf(result, bill), bill.charge, price);
    if (result.isDelivered) pass.count({ tokens: bill.usage.promptTokens + bill.usage.completionTokens });
    result.finish();
    isError = isErrorOutcome(result.outcome);
  } catch (error) {
    await refuse(gateway, exchange, { error, payment });
  } finally {
    pass?.release();
    keepBodies(gateway, exchange, isError);
  }
}

/** Where an order was chosen, of own providers or of groups, it says what comes first, not what served last. */
function routingSettings(settings: GatewaySettings, { own, parts }: Offer): GatewaySettings {
  const isOrdered = own !== null || parts !== null;
  return isOrdered && settings.affinity !== null ? { ...settings, affinity: null } : settings;
}

function keepBodies(gateway: Gateway, { trace, capture }: Exchange, isError: boolean): void {
  if (capture && (isError || gateway.settings().bodies.keep === "all")) gateway.bodies.keep(trace, capture);
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
  if (isWritten || gateway.refusals.allows(trace, trace.startedAt)) {
    if (!isWritten) record(gateway, trace, { ...ending, kind: "refuse" });
  } else exchange.capture = null; // no row, no bodies
  exchange.sendError(known);
}

function record({ writer, facts }: Gateway, trace: Trace, ending: Ending): void {
  const log = logRowOf(trace, ending);
  writer.record({ kind: "record", log, attempts: trace.attempts, facts: facts.unstored(trace) });
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
