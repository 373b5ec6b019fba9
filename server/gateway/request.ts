import type { Endpoint, JsonObject } from "@/server/providers/contract";
import { badRequest } from "./errors";

/** A parsed customer request: what the steps after it need, and the bytes it came in. */
export type GatewayRequest = {
  endpoint: Endpoint;
  body: JsonObject;
  bytes: Buffer;
  /** The name the client asked for; prices and limits go by it, whatever the channel maps it to. */
  model: string;
  isStream: boolean;
  /** The client asked for the usage chunk itself. */
  wantsUsage: boolean;
  /** Answer tokens the client allows at most, all choices together; null when it names no maximum. */
  completionTokensMax: number | null;
  choices: number;
};

const MODEL_LENGTH_MAX = 191;
const CHOICES_MAX = 128;
const COMPLETION_TOKENS_MAX = 10_000_000;
const MODEL_KEY = Buffer.from('"model"');

/**
 * Reads a request body. Only what routing and billing rest on is checked here; every other field is the upstream's
 * business and passes through. Throws GatewayError 400 for broken JSON and for a field that cannot be billed by.
 */
export function parseRequest(endpoint: Endpoint, bytes: Buffer): GatewayRequest {
  const body = parseObject(bytes);
  const model = body.model;
  if (typeof model !== "string" || model.trim() === "" || model.length > MODEL_LENGTH_MAX) {
    throw badRequest("missing_model", "You must provide a model parameter.", "model");
  }
  if (endpoint === "chat" && !isFilledList(body.messages)) {
    throw badRequest("missing_messages", "You must provide a non-empty list of messages.", "messages");
  }
  const isStream = endpoint !== "embeddings" && readBoolean(body, "stream");
  // Every factor of the price is range-checked before anything is multiplied by it.
  const choices = Math.max(readCount(body, "n", CHOICES_MAX) ?? 1, readCount(body, "best_of", CHOICES_MAX) ?? 1);
  const perChoice =
    readCount(body, "max_completion_tokens", COMPLETION_TOKENS_MAX) ??
    readCount(body, "max_tokens", COMPLETION_TOKENS_MAX);
  return {
    endpoint,
    body,
    bytes: isAmbiguous(bytes) ? Buffer.from(JSON.stringify(body)) : bytes,
    model,
    isStream,
    wantsUsage: isStream && isObject(body.stream_options) && body.stream_options.include_usage === true,
    completionTokensMax: endpoint === "embeddings" ? 0 : perChoice === null ? null : perChoice * choices,
    choices,
  };
}

function parseObject(bytes: Buffer): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw badRequest("invalid_json", "We could not parse the JSON body of your request.");
  }
  if (!isObject(value)) throw badRequest("invalid_json", "The body of your request must be a JSON object.");
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFilledList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function readBoolean(body: JsonObject, name: string): boolean {
  const value = body[name];
  if (value === undefined || value === null) return false;
  if (typeof value === "boolean") return value;
  throw badRequest("invalid_type", `'${name}' must be a boolean.`, name);
}

function readCount(body: JsonObject, name: string, max: number): number | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw badRequest("invalid_value", `'${name}' must be an integer between 1 and ${max}.`, name);
}

/**
 * Two "model" keys: parsers differ in which one they take, and a request must not be billed as one model and served as
 * another. Such a body is written anew from what we read. (Inside a string the quotes would be escaped.)
 */
function isAmbiguous(bytes: Buffer): boolean {
  const first = bytes.indexOf(MODEL_KEY);
  return first === -1 || bytes.indexOf(MODEL_KEY, first + MODEL_KEY.length) !== -1;
}
