import { z } from "zod";
import type { Operation } from "./operation";
import { type ProblemCode, ProblemError } from "./problem";
import { type Fault, fromWire, shapeOf, snakeCase } from "./wire";

/** What of a request an operation's input is made from. */
export type Sent = {
  path: Record<string, string>;
  query: URLSearchParams;
  headers: Headers;
  /** Undefined: there was no body. */
  body: Record<string, unknown> | undefined;
  /** The key of the call for verbs that do a thing once: never the same for two accounts. */
  idempotencyKey: string | null;
};

const ETAG = /^(?:W\/)?"(\d{1,9})"$/;
const QUERY_METHODS = new Set(["GET", "DELETE"]);
/** A name in the address that stands for another field of the input. */
const AFTER = "after";

/** Names that every program may send along and no schema has: they are headers, or the page's place. */
export const HEADER_FIELDS = { version: "If-Match", idempotencyKey: "Idempotency-Key" } as const;

/** Fields of an input that come as headers, by the input's names. */
export function headerFieldsOf(operation: Operation): (keyof typeof HEADER_FIELDS)[] {
  const shape = operation.input ? shapeOf(operation.input) : null;
  const isField = (name: keyof typeof HEADER_FIELDS) => operation.method !== "GET" && shape !== null && name in shape;
  return (["version", "idempotencyKey"] as const).filter(isField);
}

/**
 * The input of an operation's verb, by the verb's own schema. Throws ProblemError bad_input with a fault for each field,
 * version_required when a versioned record is changed without If-Match, bad_input when a key of its own is missing.
 */
export function readInput(operation: Operation, sent: Sent): unknown {
  const { input } = operation;
  const faults: Fault[] = [];
  const isQuery = QUERY_METHODS.has(operation.method);
  if (isQuery && sent.body !== undefined) throw badInput([{ path: "", code: "unexpected_body" }]);
  const fields = isQuery ? {} : { ...(sent.body ?? {}) };
  if (!input) {
    const unknown = isQuery ? [...sent.query.keys()] : Object.keys(fields);
    if (unknown.length > 0) throw badInput(unknown.map((path) => ({ path, code: "unknown_field" })));
    return undefined;
  }
  const given = isQuery ? queryFields(sent.query, input) : bodyFields(operation, fields);
  const value = { ...given, ...sent.path };
  for (const name of [...Object.keys(sent.path), ...headerFieldsOf(operation).map(snakeCase)]) {
    if (name in given) faults.push({ path: name, code: "unknown_field" });
  }
  const read = fromWire(input, value, { faults, isText: isQuery }) as Record<string, unknown>;
  Object.assign(read, headerValues(operation, sent));
  if (faults.length > 0) throw badInput(faults);
  const parsed = input.safeParse(read);
  if (parsed.success) return parsed.data;
  throw badInput(parsed.error.issues.map(faultOf));
}

function bodyFields({ bodyField }: Operation, fields: Record<string, unknown>): Record<string, unknown> {
  return bodyField === null ? fields : { [snakeCase(bodyField)]: fields };
}

/** A list comes as the same name again and again, or with commas. */
function queryFields(query: URLSearchParams, input: z.ZodType): Record<string, unknown> {
  const shape = shapeOf(input) ?? {};
  const listNames = new Set(
    Object.keys(shape)
      .filter((name) => isList(shape[name]))
      .map(snakeCase),
  );
  const fields: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    const field = name === AFTER && "cursor" in shape ? "cursor" : name;
    fields[field] = listNames.has(name) ? listOf(values) : values.at(-1);
  }
  if ("cursor" in shape && query.has("cursor")) throw badInput([{ path: "cursor", code: "unknown_field" }]);
  return fields;
}

function listOf(values: string[]): string[] {
  return values.length === 1 ? (values[0] ?? "").split(",").filter((part) => part !== "") : values;
}

function isList(schema: z.core.$ZodType | undefined): boolean {
  const def = schema?._zod.def as z.core.$ZodTypes["_zod"]["def"] | undefined;
  if (!def) return false;
  if (def.type === "array") return true;
  if (def.type === "pipe") return isList(def.in);
  return "innerType" in def && isList(def.innerType as z.core.$ZodType);
}

/** Whether an operation is refused without the key that its input has. */
export function needsKey(operation: Operation): boolean {
  const field = operation.input && shapeOf(operation.input)?.idempotencyKey;
  return field ? !(field instanceof z.ZodOptional) : false;
}

function headerValues(operation: Operation, { headers, idempotencyKey }: Sent): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of headerFieldsOf(operation)) {
    if (name === "version") values.version = readVersion(headers);
    else if (idempotencyKey !== null) values.idempotencyKey = idempotencyKey;
    else if (needsKey(operation)) throw badInput([{ path: HEADER_FIELDS.idempotencyKey, code: "required" }]);
  }
  return values;
}

function readVersion(headers: Headers): number {
  // "There must be none yet" is the version 0 of services.
  if (headers.get("if-none-match") === "*") return 0;
  const header = headers.get("if-match");
  if (header === null) throw new ProblemError("version_required");
  const version = ETAG.exec(header.trim())?.[1];
  if (version === undefined) throw badInput([{ path: HEADER_FIELDS.version, code: "not_an_etag" }]);
  return Number(version);
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  const path = issue.path.map((part) => (typeof part === "string" ? snakeCase(part) : String(part))).join(".");
  const isMissing = issue.code === "invalid_type" && issue.input === undefined;
  if (path === "version") return { path: HEADER_FIELDS.version, code: issue.code };
  if (issue.code === "custom" && issue.message.includes(".")) return { path, code: issue.message };
  return { path, code: isMissing ? "required" : issue.code };
}

function badInput(errors: Fault[]): ProblemError {
  const [first] = errors;
  const detail = first ? `${first.path || "The body"}: ${first.code.replaceAll("_", " ")}` : undefined;
  return new ProblemError("bad_input", { ...(detail ? { detail } : {}), errors: errors.slice(0, 100) });
}

const DECODER = new TextDecoder("utf-8", { fatal: true });

/**
 * The JSON object in a request's body; undefined where there is none. Reads no more than `limitBytes`.
 * Throws ProblemError payload_too_large, unsupported_media_type, bad_json.
 */
export async function readBody(request: Request, limitBytes: number): Promise<Record<string, unknown> | undefined> {
  const text = await readText(request, limitBytes);
  if (text === "") return undefined;
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new ProblemError("unsupported_media_type");
  const value = parseJson(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ProblemError("bad_json");
}

async function readText(request: Request, limitBytes: number): Promise<string> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > limitBytes) throw tooLarge(limitBytes);
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of request.body ?? []) {
    byteCount += chunk.byteLength;
    if (byteCount > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
  }
  return decoded(Buffer.concat(chunks));
}

function decoded(bytes: Uint8Array): string {
  try {
    return DECODER.decode(bytes);
  } catch {
    throw problem("bad_json");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw problem("bad_json");
  }
}

function problem(code: ProblemCode): ProblemError {
  return new ProblemError(code);
}

function tooLarge(limitBytes: number): ProblemError {
  return new ProblemError("payload_too_large", { limit_bytes: limitBytes });
}
