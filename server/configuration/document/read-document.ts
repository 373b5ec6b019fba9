import { z } from "zod";
import { AppError } from "@/server/kernel/errors";
import { objectKey } from "../revision/schema";
import { ConfigurationDocument, DOCUMENT_BYTES_MAX, DOCUMENT_FORMAT, DOCUMENT_VERSION } from "./schema";

/** As names of fields these reach into every object of the process. */
const POLLUTING_NAMES = new Set(["__proto__", "constructor", "prototype"]);
/** Deeper than any object is; what is nested further was made to exhaust the reader. */
const DEPTH_MAX = 64;
const BYTES_PER_MIB = 1_048_576;
const Plate = z.looseObject({ format: z.unknown().optional(), version: z.unknown().optional() });

/**
 * Reads a file. Throws BAD_INPUT: document.too_large, document.not_json, document.unsafe_name, document.too_deep,
 * document.other_format, document.other_version, document.invalid (with the first fields that do not fit), document.object_twice.
 */
export function readDocument(text: string): ConfigurationDocument {
  if (Buffer.byteLength(text) > DOCUMENT_BYTES_MAX) {
    throw refusal("too_large", { limitMib: DOCUMENT_BYTES_MAX / BYTES_PER_MIB });
  }
  const value = parseJson(text);
  requireSafeShape(value, "", 0);
  const { format, version } = Plate.catch({}).parse(value);
  if (format !== DOCUMENT_FORMAT) throw refusal("other_format", { format: DOCUMENT_FORMAT });
  if (version !== DOCUMENT_VERSION) {
    throw refusal("other_version", { version: String(version).slice(0, 32), known: DOCUMENT_VERSION });
  }
  const parsed = ConfigurationDocument.safeParse(value);
  if (!parsed.success) throw refusal("invalid", { detail: namedIssues(parsed.error) });
  requireDistinct(parsed.data);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw refusal("not_json", { detail: error instanceof Error ? error.message.slice(0, 200) : "" });
  }
}

function requireSafeShape(value: unknown, path: string, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > DEPTH_MAX) throw refusal("too_deep", { path: path.slice(0, 200), max: DEPTH_MAX });
  for (const [name, part] of Object.entries(value)) {
    if (POLLUTING_NAMES.has(name)) throw refusal("unsafe_name", { name, path: path.slice(0, 200) || "/" });
    requireSafeShape(part, `${path}/${name}`, depth + 1);
  }
}

const ISSUES_NAMED_MAX = 5;

function namedIssues(error: z.ZodError): string {
  const named = error.issues.slice(0, ISSUES_NAMED_MAX);
  return named
    .map(({ path, message }) => `${path.join(".")}: ${message}`)
    .join("; ")
    .slice(0, 1_000);
}

function requireDistinct({ objects }: ConfigurationDocument): void {
  const seen = new Set<string>();
  for (const object of objects) {
    const key = objectKey(object);
    if (seen.has(key)) throw refusal("object_twice", { kind: object.kind, id: object.id });
    seen.add(key);
  }
}

function refusal(reason: string, meta: Record<string, string | number>): AppError {
  const told = Object.entries(meta).map(([name, value]) => `${name}: ${value}`);
  return new AppError("BAD_INPUT", {
    reason: `document.${reason}`,
    meta,
    message: `document.${reason} (${told.join(", ")})`,
  });
}
