import { type AppErrorCode, HTTP_STATUS_BY_CODE, toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";

/** Answers a download that is refused: a word for people who see it instead of their file. */
export function refusal(code: AppErrorCode, reason?: string): Response {
  const text = reason === undefined ? code : `${code} ${reason}`;
  return new Response(text, { status: HTTP_STATUS_BY_CODE[code], headers: { "cache-control": "no-store" } });
}

/** The same for whatever was thrown. What nobody foresaw is logged. */
export function refusalOf(error: unknown, requestId: string): Response {
  const { code, reason, cause } = toAppError(error);
  if (code === "INTERNAL") logger.error({ err: cause ?? error, requestId }, "a download failed");
  return refusal(code, reason);
}
