import type { LogRow } from "@/server/money/ledger/rows";
import type { Random } from "@/server/testing/demo/random";
import { cumulativeDraw } from "./seeded";

/** How a request ended, as the gateway would have logged it. */
export type Ending = {
  /** Of a hundred thousand requests. */
  share: number;
  kind: LogRow["kind"];
  outcome: LogRow["outcome"];
  httpStatus: number;
  errorCode: string;
  errorMessage: string;
};

const SERVED = { kind: "consume", outcome: "completed", httpStatus: 200, errorCode: "", errorMessage: "" } as const;
const REFUSED = { kind: "refuse", outcome: "refused" } as const;
const FAILED = { kind: "fail", outcome: "upstream_error" } as const;
const LATE = { kind: "fail", outcome: "timeout" } as const;

type Said = Pick<Ending, "httpStatus" | "errorCode" | "errorMessage">;

function said(httpStatus: number, errorCode: string, errorMessage: string): Said {
  return { httpStatus, errorCode, errorMessage };
}

/** Three in a hundred fail; the last is as rare as a shut-down. */
export const ENDINGS: readonly Ending[] = [
  { ...SERVED, share: 95_900 },
  { ...SERVED, share: 1_100, outcome: "client_gone" },
  { ...REFUSED, share: 900, ...said(429, "rate_limit_exceeded", "Too many requests: 60 a minute are allowed.") },
  { ...REFUSED, share: 500, ...said(429, "insufficient_quota", "The balance does not cover this request.") },
  { ...REFUSED, share: 400, ...said(400, "missing_messages", "The field messages is missing.") },
  { ...REFUSED, share: 250, ...said(401, "invalid_api_key", "This API key is not valid.") },
  { ...REFUSED, share: 150, ...said(404, "model_not_found", "The model does not exist or you may not use it.") },
  { ...REFUSED, share: 50, ...said(403, "ip_not_allowed", "This key may not be used from this address.") },
  { ...FAILED, share: 450, ...said(502, "upstream_error", "The upstream answered 500: internal error.") },
  { ...LATE, share: 180, ...said(504, "upstream_timeout", "The upstream gave no answer in 120 s.") },
  { ...FAILED, share: 119, ...said(503, "no_available_channel", "No channel can serve this model now.") },
  { ...LATE, share: 1, ...said(503, "gateway_ending", "The gateway was shut down.") },
];

const draw = cumulativeDraw(ENDINGS.map(({ share }) => share));

export function drawEnding(random: Random): Ending {
  const ending = ENDINGS[draw(random)];
  if (!ending) throw new Error("No ending was drawn.");
  return ending;
}
