import type { ResponseHeaders } from "./contract";

/** What vendors call the header that names a request, commonest first. */
const HEADERS = ["x-request-id", "request-id", "apim-request-id", "x-amzn-requestid", "x-goog-request-id"] as const;
const ID_LENGTH_MAX = 128;
const ANSWER_ID = /"id": ?"([^"\\]{1,128})"/;
const CONTROL = /\p{Cc}/gu;

/** What the upstream calls the request, by the head of its answer; "" when that does not say. */
export function upstreamIdOfHeaders(headers: ResponseHeaders): string {
  for (const name of HEADERS) {
    const value = headers[name];
    if (typeof value === "string" && value !== "") return cleaned(value);
  }
  return "";
}

/** The id of an answer, out of the text of its beginning; "" when there is none. */
export function upstreamIdOfText(text: string): string {
  return cleaned(ANSWER_ID.exec(text)?.[1] ?? "");
}

function cleaned(id: string): string {
  return id.replace(CONTROL, "").toWellFormed().slice(0, ID_LENGTH_MAX);
}
