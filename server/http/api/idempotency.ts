import type { ServiceContext } from "@/server/kernel/context";
import { decryptSecret, encryptSecret, sha256Hex } from "@/server/kernel/crypto";
import { prismaCode } from "@/server/kernel/errors";
import { ANSWERS_KEPT_MS } from "@/server/operations/idempotent-call/forget";
import { ProblemError } from "./problem";

/** A first call that has not ended after this long died with its process; the next one with the key takes its place. */
const LEASE_MS = 60_000;
const KEY = /^[\x21-\x7e]{8,128}$/;
/** What may turn out otherwise when the same call comes again: other rights, another version, another moment. */
const PASSING = new Set([401, 403, 412, 428, 429]);
const FIRST_FAILURE_STATUS = 500;

/** The Idempotency-Key of a call, or null without one. Throws ProblemError bad_input for one that is too short or long. */
export function readKey(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null) return null;
  if (KEY.test(key)) return key;
  throw new ProblemError("bad_input", {
    detail: "Idempotency-Key: 8 to 128 visible ASCII characters",
    errors: [{ path: "Idempotency-Key", code: "invalid_format" }],
  });
}

/** The name of an account's call: two accounts that made up the same key have different ones. */
export function callName(ownerId: string, key: string): string {
  return sha256Hex(`${ownerId}:${key}`);
}

export type Call = { name: string; method: string; path: string; body: unknown };

/**
 * Runs a call once: the same call with the same key gets the first one's answer for 24 hours, also when both come at once
 * (the later is told to wait). What may pass, such as a failure of the server's own, is not kept, so that the call may be sent again.
 * Throws ProblemError idempotency_key_reused for another call under the key, idempotency_in_progress.
 */
export async function once(ctx: ServiceContext, call: Call, run: () => Promise<Response>): Promise<Response> {
  const requestHash = sha256Hex(JSON.stringify([call.method, call.path, call.body ?? null]));
  const known = await begin(ctx, call.name, requestHash);
  if (known) return known;
  let response: Response;
  try {
    response = await run();
  } catch (error) {
    await ctx.db.idempotentCall.deleteMany({ where: { id: call.name, status: null } });
    throw error;
  }
  await keep(ctx, call.name, response.clone());
  return response;
}

/** Claims the name; null when the call is this one's to make, else the answer that was given. */
async function begin(ctx: ServiceContext, id: string, requestHash: string): Promise<Response | null> {
  const now = ctx.clock();
  await ctx.db.idempotentCall.deleteMany({
    where: { id, createdAt: { lt: new Date(now.getTime() - ANSWERS_KEPT_MS) } },
  });
  try {
    await ctx.db.idempotentCall.create({ data: { id, requestHash, createdAt: now } });
    return null;
  } catch (error) {
    if (prismaCode(error) !== "P2002") throw error;
  }
  const row = await ctx.db.idempotentCall.findUnique({ where: { id } });
  if (row && row.requestHash !== requestHash) throw new ProblemError("idempotency_key_reused");
  if (!row) return begin(ctx, id, requestHash);
  if (row.status !== null) return again(row.status, row.headers, row.body);
  const { count } = await ctx.db.idempotentCall.updateMany({
    where: { id, status: null, createdAt: { lt: new Date(now.getTime() - LEASE_MS) } },
    data: { createdAt: now },
  });
  if (count === 1) return null;
  throw new ProblemError("idempotency_in_progress", {}, { "retry-after": "1" });
}

/** Kept encrypted: an answer may hold a key that is shown this one time. */
async function keep(ctx: ServiceContext, id: string, response: Response): Promise<void> {
  if (PASSING.has(response.status) || response.status >= FIRST_FAILURE_STATUS) {
    await ctx.db.idempotentCall.deleteMany({ where: { id, status: null } });
    return;
  }
  const headers = JSON.stringify([...response.headers].filter(([name]) => KEPT_HEADERS.has(name)));
  const body = encryptSecret(await response.text());
  await ctx.db.idempotentCall.updateMany({ where: { id }, data: { status: response.status, headers, body } });
}

const KEPT_HEADERS = new Set(["content-type", "etag", "location", "retry-after"]);

function again(status: number, headers: string, body: string): Response {
  const text = decryptSecret(body);
  const answer = new Response(text === "" ? null : text, { status, headers: JSON.parse(headers) });
  answer.headers.set("idempotency-replayed", "true");
  return answer;
}
