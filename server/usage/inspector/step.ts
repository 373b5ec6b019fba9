import type { RequestStep } from "./schema";

/** What a request's row tells about where it ended. */
export type EndedRequest = {
  kind: string;
  errorCode: string;
  userId: string | null;
  model: string;
  reservedQuota: bigint;
  attemptCount: number;
};

const STEP_OF_REFUSAL: Record<string, RequestStep> = {
  missing_api_key: "authentication",
  invalid_api_key: "authentication",
  token_disabled: "authentication",
  key_expired: "authentication",
  token_expired: "authentication",
  account_disabled: "authentication",
  ip_not_allowed: "authentication",
  rate_limit_exceeded: "limits",
  concurrency_limit_exceeded: "limits",
  browser_extension: "authentication",
  content_filtered: "request",
  group_not_allowed: "model",
  no_auto_group: "model",
  model_not_allowed: "model",
  model_not_found: "route",
  model_not_priced: "model",
  endpoint_not_supported: "route",
  insufficient_quota: "reservation",
  plan_limit_reached: "reservation",
  unsupported_value: "attempts",
};

/** The step a request ended at before its time; null for one that was served, or whose process ended under it. */
export function stoppedAt(request: EndedRequest): RequestStep | null {
  if (request.kind === "consume" || request.errorCode === "process_ended" || request.errorCode === "hold_expired") {
    return null;
  }
  const known = request.kind === "refuse" ? STEP_OF_REFUSAL[request.errorCode] : undefined;
  if (known) return known;
  return request.attemptCount > 0 ? "attempts" : stepByTraces(request);
}

/** A code of no step of its own: as far as the row was filled in. */
function stepByTraces({ userId, model, reservedQuota, kind }: EndedRequest): RequestStep {
  if (userId === null) return "authentication";
  if (model === "") return "request";
  if (reservedQuota === 0n && kind === "refuse") return "model";
  return kind === "refuse" ? "reservation" : "attempts";
}
