import { refreshSettings } from "@/server/configuration/setting/current";
import { listPublicSettings } from "@/server/configuration/setting/service";
import { sha256Hex } from "@/server/kernel/crypto";
import { getDb } from "@/server/kernel/database/client";

const MARK_LENGTH = 32;

/**
 * What any program may know of the site, as one JSON object by setting. It may be kept but has to be asked about each time,
 * which costs nothing while it is the same.
 */
export async function answerPublicSettings(request: Request): Promise<Response> {
  await refreshSettings(getDb());
  const body = JSON.stringify(listPublicSettings());
  const etag = `"${sha256Hex(body).slice(0, MARK_LENGTH)}"`;
  const headers = { etag, "cache-control": "public, no-cache", "content-type": "application/json; charset=utf-8" };
  if (isKnown(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers });
}

/** Proxies that compress mark an ETag as weak; the content is the same. */
function isKnown(header: string | null, etag: string): boolean {
  const marks = (header ?? "").split(",").map((mark) => mark.trim().replace(/^W\//, ""));
  return marks.includes(etag) || marks.includes("*");
}
