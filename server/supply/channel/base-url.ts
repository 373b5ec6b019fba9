import { AppError } from "@/server/kernel/errors";

/**
 * An upstream address as an operator types it. Throws BAD_INPUT (channel.base_url_*) unless it is http or https and
 * carries no credentials: those belong into keys, where they are encrypted.
 */
export function parseBaseUrl(text: string): URL {
  if (!URL.canParse(text)) throw new AppError("BAD_INPUT", { reason: "channel.base_url_invalid" });
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new AppError("BAD_INPUT", { reason: "channel.base_url_scheme" });
  }
  if (url.username !== "" || url.password !== "") {
    throw new AppError("BAD_INPUT", { reason: "channel.base_url_credentials" });
  }
  return url;
}
