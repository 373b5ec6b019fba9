import type { ReachedLimit } from "@/server/money/ledger/funding";

/**
 * The refusals whose numbers people ask for later. Their wording for the client is also what is kept of them, so each is
 * written and read here: the log needs no columns for the rare case, and a test holds both directions together.
 */
export type Refusal =
  | { kind: "rate"; scope: RateScope; perMinute: number }
  | { kind: "window"; what: WindowWhat; limit: number; minutes: number }
  | { kind: "concurrency"; max: number }
  | { kind: "content"; what: "prompt" | "answer"; rule: number }
  | { kind: "quota"; payer: Payer; needed: bigint; available: bigint; limit: ReachedLimit | null };

export type RateScope = "user" | "token";
/** What a limit over several minutes counts: every request, those that were served, or their tokens. */
export type WindowWhat = "requests" | "successes" | "tokens";
/** Whose quota lacked: the account's, the key's own, or the plan's alone. */
export type Payer = "user" | "token" | "plan";

const SCOPE_WORDS = { user: "your account", token: "this API key" } as const satisfies Record<RateScope, string>;
const WINDOW_WORDS: Record<string, string> = { period: "period", week: "7-day", day: "24-hour", hours5: "5-hour" };

const WHAT_WORDS = {
  requests: "requests",
  successes: "served requests",
  tokens: "tokens",
} as const satisfies Record<WindowWhat, string>;

/** `resetMs` until the limit lets the next one through. */
export function rateRefusalText(scope: RateScope, perMinute: number, resetMs: number): string {
  return `You have reached the limit of ${perMinute} requests per minute for ${SCOPE_WORDS[scope]}. ${again(resetMs)}`;
}

export type WindowRefusal = { what: WindowWhat; limit: number; minutes: number; resetMs: number };

export function windowRefusalText({ what, limit, minutes, resetMs }: WindowRefusal): string {
  return `Your account has reached its limit of ${limit} ${WHAT_WORDS[what]} in ${minutes} min. ${again(resetMs)}`;
}

function again(resetMs: number): string {
  return `It resets in ${Math.max(1, Math.ceil(resetMs / 1_000))} s.`;
}

export function concurrencyRefusalText(max: number): string {
  return `You have reached your limit of ${max} requests at the same time.`;
}

/** Names the rule by its number only: the list of words is nobody's business, and would be a list of what to get around. */
export function contentRefusalText(what: "prompt" | "answer", rule: number): string {
  return `${what === "prompt" ? "Your request" : "The answer"} was refused by this site's content filter (rule ${rule}).`;
}

export type QuotaRefusal = Omit<Extract<Refusal, { kind: "quota" }>, "kind"> & { tokenHint: string };

/** Names who could not pay, what is left, and of a plan which limit was reached and when it resets. */
export function quotaRefusalText({ payer, needed, available, limit, tokenHint }: QuotaRefusal): string {
  const lacking = `this request needs up to ${dollars(needed)}, ${dollars(available)} is left`;
  const reached = limit ? ` ${limitText(limit)}` : "";
  if (payer === "plan") return `Your plan does not cover this: ${lacking}.${reached}`;
  const owner = payer === "user" ? "Your account" : `The API key ${tokenHint}`;
  return `${owner} has not enough quota: ${lacking}.${reached}`;
}

function limitText({ kind, usedQuota, limitQuota, resetsAt }: ReachedLimit): string {
  const spent = `${dollars(usedQuota)} of ${dollars(limitQuota)} is spent`;
  return `The ${WINDOW_WORDS[kind] ?? kind} limit of your plan: ${spent}; it resets at ${new Date(resetsAt).toISOString()}.`;
}

const RATE = /limit of (\d+) requests per minute for (your account|this API key)\./;
const WINDOW = /limit of (\d+) (requests|served requests|tokens) in (\d+) min\./;
const CONCURRENCY = /limit of (\d+) requests at the same time\./;
const CONTENT = /^(Your request|The answer) was refused by this site's content filter \(rule (\d+)\)\./;
const QUOTA = /^(Your account|The API key|Your plan)\b.*needs up to (\$[\d.]+), (\$[\d.]+) is left\./;
const LIMIT = /The (\S+) limit of your plan: (\$[\d.]+) of (\$[\d.]+) is spent; it resets at (\S+)\.$/;

/** The numbers of a refusal's message, or null when it is of another kind. */
export function readRefusal(message: string): Refusal | null {
  const rate = RATE.exec(message);
  if (rate) return { kind: "rate", scope: rate[2] === SCOPE_WORDS.user ? "user" : "token", perMinute: Number(rate[1]) };
  const window = readWindow(message);
  if (window) return window;
  const concurrency = CONCURRENCY.exec(message);
  if (concurrency) return { kind: "concurrency", max: Number(concurrency[1]) };
  const content = CONTENT.exec(message);
  if (content)
    return { kind: "content", what: content[1] === "The answer" ? "answer" : "prompt", rule: Number(content[2]) };
  const quota = QUOTA.exec(message);
  if (!quota) return null;
  const [, owner, needed = "", available = ""] = quota;
  const payer = owner === "Your account" ? "user" : owner === "Your plan" ? "plan" : "token";
  return { kind: "quota", payer, needed: units(needed), available: units(available), limit: readLimit(message) };
}

function readWindow(message: string): Refusal | null {
  const [, limit, words, minutes] = WINDOW.exec(message) ?? [];
  const what = (Object.keys(WHAT_WORDS) as WindowWhat[]).find((name) => WHAT_WORDS[name] === words);
  return what ? { kind: "window", what, limit: Number(limit), minutes: Number(minutes) } : null;
}

function readLimit(message: string): ReachedLimit | null {
  const match = LIMIT.exec(message);
  if (!match) return null;
  const [, words = "", used = "", limit = "", resetsAt = ""] = match;
  const kind = Object.keys(WINDOW_WORDS).find((name) => WINDOW_WORDS[name] === words) ?? words;
  return { kind, usedQuota: units(used), limitQuota: units(limit), resetsAt: Date.parse(resetsAt) };
}

const UNITS_PER_USD = 500_000n;
const MICROS = 1_000_000n;

/** Quota units as dollars, exact to the unit: "$0.000002". */
function dollars(quota: bigint): string {
  const micros = (quota * MICROS) / UNITS_PER_USD;
  const fraction = (micros % MICROS)
    .toString()
    .padStart(6, "0")
    .replace(/0{1,4}$/, "");
  return `$${micros / MICROS}.${fraction}`;
}

function units(text: string): bigint {
  const [whole = "0", fraction = ""] = text.slice(1).split(".");
  const micros = BigInt(whole) * MICROS + BigInt(fraction.padEnd(6, "0").slice(0, 6));
  return (micros * UNITS_PER_USD) / MICROS;
}
