import { createHash } from "node:crypto";
import type { Operation } from "./operation";
import { bare, shapeOf, toWire } from "./wire";

/**
 * An operation's answer as JSON: lists as `{data, has_more, next_cursor}`, records with their version as ETag. What has no
 * version gets a weak ETag of its content, and 304 where the caller has it already.
 */
export function answerOf(operation: Operation, sent: Headers, value: unknown): Response {
  if (operation.status === 204) return new Response(null, { status: 204 });
  const body = JSON.stringify(wireBody(operation, value));
  const headers: Record<string, string> = { "content-type": "application/json" };
  const version = versionOf(value);
  if (version !== null) headers.etag = `"${version}"`;
  else if (operation.method === "GET") {
    headers.etag = `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    if (sent.get("if-none-match") === headers.etag) return new Response(null, { status: 304, headers });
  }
  return new Response(body, { status: operation.status, headers });
}

/** Whether an operation answers with a list, and of which kind. */
export function listKindOf(operation: Operation): "page" | "array" | null {
  const output = bare(operation.output);
  if (output._zod.def.type === "array") return "array";
  const shape = shapeOf(output);
  return shape && "items" in shape && "nextCursor" in shape ? "page" : null;
}

function wireBody(operation: Operation, value: unknown): unknown {
  const body = toWire(operation.output, value);
  const kind = listKindOf(operation);
  if (kind === "array") return { data: body, has_more: false, next_cursor: null };
  if (kind === null) return body;
  const { items, next_cursor: cursor, ...rest } = body as { items: unknown; next_cursor: string | number | null };
  return { data: items, has_more: cursor !== null, next_cursor: cursor === null ? null : String(cursor), ...rest };
}

function versionOf(value: unknown): number | null {
  if (typeof value !== "object" || value === null || !("version" in value)) return null;
  return typeof value.version === "number" ? value.version : null;
}
