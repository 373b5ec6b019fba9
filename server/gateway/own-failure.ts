import { GatewayError } from "./errors";
import type { Failure } from "./upstream-failure";

const MESSAGE_LENGTH_MAX = 450;

/**
 * A failure of somebody's own provider, told to them in full: the account there is theirs, and what went wrong with it is
 * for them to mend. Keys and header values are masked in the detail already.
 */
export function toldInFull(failure: Failure, providerName: string): Failure {
  const { error, status, detail, fault } = failure;
  // The client's own mistakes are told in full anyway; what ends with our process is no fault of the provider's.
  if (fault === "client" || fault === "none") return failure;
  const said = status === null ? `could not be reached: ${detail}` : `answered with status ${status}: ${detail}`;
  const message = `Your provider '${providerName}' ${said}`.slice(0, MESSAGE_LENGTH_MAX);
  const { type, code, param, retryAfterMs, shouldRetry } = error;
  const told = { status: error.status, type, code, message, param, retryAfterMs, shouldRetry };
  return { ...failure, error: new GatewayError(told) };
}
