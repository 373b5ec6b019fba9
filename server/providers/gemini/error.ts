import { asArray, asObject, asString, parseJson } from "../json-value";
import { type ErrorFields, wordsOfPlainBody } from "../upstream-error";

// Google names errors twice: a coarse status, and at times a precise reason among the details.
const CODE_BY_REASON: Record<string, string> = {
  API_KEY_INVALID: "invalid_api_key",
  API_KEY_EXPIRED: "invalid_api_key",
  CONSUMER_SUSPENDED: "account_deactivated",
  BILLING_DISABLED: "billing_not_active",
};

function errorOf(body: string): Record<string, unknown> | null {
  const json = parseJson(body);
  // Without alt=sse, and from some proxies, the error comes in a list.
  const root = asObject(Array.isArray(json) ? json[0] : json);
  return asObject(root?.error);
}

export function readGeminiError(body: string): ErrorFields {
  const error = errorOf(body);
  if (!error) return { message: wordsOfPlainBody(body), code: null, type: null, param: null };
  const reasons = asArray(error.details).map((detail) => asString(asObject(detail)?.reason) ?? "");
  const precise = reasons.map((reason) => CODE_BY_REASON[reason]).find((code) => code !== undefined);
  const status = asString(error.status);
  return {
    message: asString(error.message),
    code: precise ?? (status === "NOT_FOUND" ? "model_not_found" : status),
    type: status,
    param: null,
  };
}

/** `retryDelay: "17s"` of the details, in milliseconds: Google sends no header. */
export function readRetryDelayMs(body: string): number | null {
  for (const detail of asArray(errorOf(body)?.details)) {
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(asString(asObject(detail)?.retryDelay) ?? "")?.[1];
    if (seconds !== undefined) return Math.round(Number(seconds) * 1000);
  }
  return null;
}
