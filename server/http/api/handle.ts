import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import { noteApiCall } from "@/server/kernel/api-call-notice";
import { clientIp } from "@/server/kernel/client-ip";
import { type ServiceContext, visitorContext } from "@/server/kernel/context";
import { getDb } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { answerOf } from "./answer";
import { actorFor, authenticate, type Caller } from "./authenticate";
import { corsHeaders, preflight } from "./cors";
import { findOperation, type Match, methodsOf, routesOf } from "./find-operation";
import { callName, once, readKey } from "./idempotency";
import { headerFieldsOf, readBody, readInput } from "./input";
import { type LimitState, limitHeaders, takeCall, tighter } from "./limits";
import { OPERATIONS } from "./operations/all";
import { problemResponse, type WordReason } from "./problem";
import { answerStatic } from "./static-pages";

const BASE = "/api/v2";
const ROUTES = routesOf(OPERATIONS);

/**
 * Answers a call of the management API: find the operation → limits → who calls, with which scope → input → verb → answer.
 * `wordReason` words what services say in the caller's language. Every failure is application/problem+json; nothing of an unforeseen one leaves but its request id.
 */
export async function handleApi(request: Request, wordReason: WordReason = () => null): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice(BASE.length);
  const visitor = visitorContext("api", {
    requestId: newId("req"),
    ip: clientIp(request.headers),
    userAgent: request.headers.get("user-agent") ?? "",
  });
  const startedMs = performance.now();
  const call: ApiCall = { request, url, path, visitor, wordReason, limit: null, family: "none" };
  let response: Response;
  try {
    response = await answer(call);
  } catch (error) {
    response = problemResponse(error, visitor.requestId, wordReason);
  }
  noteApiCall({ door: "rest", family: call.family, status: response.status, startedMs });
  return finished(call, response);
}

type ApiCall = {
  request: Request;
  url: URL;
  path: string;
  visitor: ServiceContext;
  wordReason: WordReason;
  /** The tightest limit that was counted, for the headers. */
  limit: LimitState | null;
  /** What it is about, for the metrics; "none" before that is known. */
  family: string;
};

async function answer(call: ApiCall): Promise<Response> {
  const { request, path, visitor } = call;
  await refreshSettings(getDb());
  const page = await answerStatic(request, path);
  if (page) return page;
  if (request.method === "OPTIONS") return preflight(request, methodsOf(ROUTES, path));
  const perAddress = await takeCall("address", visitor.ip, getSetting("api.addressCallsPerMinute"));
  call.limit = perAddress;
  const match = findOperation(ROUTES, request.method, path);
  call.family = match.operation.tag;
  if (match.operation.scope === null) return runPublic(call, match);
  const caller = await authenticate(visitor, request.headers);
  const perToken = await takeCall("token", caller.id, getSetting("api.tokenCallsPerMinute"));
  call.limit = tighter(perToken, perAddress);
  return runAs(call, match, caller);
}

async function runPublic({ request, url, visitor }: ApiCall, { operation, path }: Match): Promise<Response> {
  const body = await readBody(request, getSetting("api.bodyBytesMax"));
  const key = headerFieldsOf(operation).includes("idempotencyKey") ? readKey(request.headers) : null;
  const idempotencyKey = key === null ? null : callName(operation.id, key);
  const sent = { path, query: url.searchParams, headers: request.headers, body, idempotencyKey };
  const input = readInput(operation, sent);
  return answerOf(operation, request.headers, await operation.run(visitor, input));
}

async function runAs(call: ApiCall, { operation, path }: Match, caller: Caller): Promise<Response> {
  const { request, url, visitor } = call;
  const actor = actorFor(caller, operation);
  // The trail shall tell which token acted, not only for whom.
  const ctx: ServiceContext = { ...visitor, actor, userAgent: `${caller.id} ${visitor.userAgent}`.trim() };
  const key = operation.method === "POST" ? readKey(request.headers) : null;
  const body = await readBody(request, getSetting("api.bodyBytesMax"));
  const name = key === null ? null : callName(caller.owner.id, key);
  const sent = { path, query: url.searchParams, headers: request.headers, body, idempotencyKey: name };
  const input = readInput(operation, sent);
  const run = async () => answerOf(operation, request.headers, await operation.run(ctx, input));
  if (name === null) return run();
  // Refusals are answers too: what was refused once under a key is not tried again under it.
  const settled = () => run().catch((error: unknown) => problemResponse(error, ctx.requestId, call.wordReason));
  return once(ctx, { name, method: request.method, path: call.path, body }, settled);
}

function finished({ request, visitor, limit }: ApiCall, response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set("x-request-id", visitor.requestId);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  if (limit && !headers.has("ratelimit")) setAll(headers, limitHeaders(limit));
  setAll(headers, corsHeaders(request));
  const isBodiless = request.method === "HEAD" || response.status === 204 || response.status === 304;
  return new Response(isBodiless ? null : response.body, { status: response.status, headers });
}

function setAll(headers: Headers, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) headers.set(name, value);
}
