import { type JsonObject, ProviderInputError } from "../contract";
import { asArray, asNumber, asObject, asString, parseJson } from "../json-value";

/** One part of a message, read out of OpenAI's shape. */
export type Part =
  | { kind: "text"; text: string; cacheControl: JsonObject | null }
  | { kind: "image"; url: string; data: DataUrl | null; cacheControl: JsonObject | null }
  | { kind: "file"; name: string | null; data: DataUrl }
  | { kind: "audio"; data: DataUrl };

export type DataUrl = { mediaType: string; base64: string };

export type RequestedToolCall = { id: string; name: string; arguments: JsonObject; extra: JsonObject | null };

export type Message =
  | { role: "system" | "user"; parts: Part[] }
  | { role: "assistant"; parts: Part[]; toolCalls: RequestedToolCall[] }
  | { role: "tool"; parts: Part[]; toolCallId: string };

export type FunctionTool = { name: string; description: string | null; parameters: JsonObject | null };

export type ToolChoice = { mode: "auto" | "none" | "required" } | { mode: "named"; name: string };

const DATA_URL = /^data:([^;,]+)(?:;[^;,]+)*;base64,([\s\S]+)$/;

export function readDataUrl(url: string): DataUrl | null {
  const match = DATA_URL.exec(url);
  return match?.[1] && match[2] ? { mediaType: match[1], base64: match[2] } : null;
}

function readImage(part: JsonObject, cacheControl: JsonObject | null): Part {
  const url = asString(asObject(part.image_url)?.url) ?? asString(part.image_url);
  if (!url) throw new ProviderInputError("An image part needs image_url.url.", "messages");
  return { kind: "image", url, data: readDataUrl(url), cacheControl };
}

function readFile(part: JsonObject): Part {
  const file = asObject(part.file);
  const data = readDataUrl(asString(file?.file_data) ?? "");
  if (!data)
    throw new ProviderInputError(
      "A file part needs file.file_data as a base64 data URL; uploaded files are not known here.",
      "messages",
    );
  return { kind: "file", name: asString(file?.filename), data };
}

function readPart(value: unknown): Part {
  const part = asObject(value);
  const cacheControl = asObject(part?.cache_control);
  switch (part?.type) {
    case "text":
      return { kind: "text", text: asString(part.text) ?? "", cacheControl };
    case "refusal":
      return { kind: "text", text: asString(part.refusal) ?? "", cacheControl: null };
    case "image_url":
      return readImage(part, cacheControl);
    case "file":
      return readFile(part);
    case "input_audio": {
      const audio = asObject(part.input_audio);
      const base64 = asString(audio?.data);
      if (!base64) throw new ProviderInputError("An audio part needs input_audio.data.", "messages");
      return { kind: "audio", data: { mediaType: `audio/${asString(audio?.format) ?? "wav"}`, base64 } };
    }
    default:
      throw new ProviderInputError(
        `Message parts of type ${JSON.stringify(part?.type ?? null)} are not supported by this model's provider.`,
        "messages",
      );
  }
}

function readParts(content: unknown): Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ kind: "text", text: content, cacheControl: null }];
  return asArray(content).map(readPart);
}

function readToolCall(value: unknown): RequestedToolCall {
  const call = asObject(value);
  const fn = asObject(call?.function);
  const name = asString(fn?.name);
  if (!name) throw new ProviderInputError("A tool call needs function.name.", "messages");
  // Models write arguments; a broken object must not make the whole conversation unusable.
  const args = asObject(parseJson(asString(fn?.arguments) ?? "")) ?? {};
  return { id: asString(call?.id) ?? `call_${name}`, name, arguments: args, extra: asObject(call?.extra_content) };
}

function readMessage(value: unknown): Message {
  const message = asObject(value);
  const parts = readParts(message?.content);
  switch (message?.role) {
    case "system":
    case "developer":
      return { role: "system", parts };
    case "user":
      return { role: "user", parts };
    case "assistant":
      return { role: "assistant", parts, toolCalls: asArray(message.tool_calls).map(readToolCall) };
    case "tool":
      return { role: "tool", parts, toolCallId: asString(message.tool_call_id) ?? "" };
    default:
      throw new ProviderInputError(
        `Messages with role ${JSON.stringify(message?.role ?? null)} are not supported by this model's provider.`,
        "messages",
      );
  }
}

/** The conversation of an OpenAI chat body. Throws ProviderInputError where it says something no other format has. */
export function readMessages(body: JsonObject): Message[] {
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    throw new ProviderInputError("`messages` must be a list with at least one message.", "messages");
  if (body.functions !== undefined)
    throw new ProviderInputError("`functions` is not supported by this model's provider; use `tools`.", "functions");
  return body.messages.map(readMessage);
}

export function textOfParts(parts: Part[]): string {
  return parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
}

export function readTools(body: JsonObject): FunctionTool[] {
  return asArray(body.tools).map((value) => {
    const tool = asObject(value);
    const fn = asObject(tool?.function);
    const name = asString(fn?.name);
    if (tool?.type !== "function" || !name)
      throw new ProviderInputError("Only tools of type function are supported by this model's provider.", "tools");
    return { name, description: asString(fn?.description), parameters: asObject(fn?.parameters) };
  });
}

export function readToolChoice(body: JsonObject): ToolChoice | null {
  const choice = body.tool_choice;
  if (choice === "auto" || choice === "none" || choice === "required") return { mode: choice };
  const name = asString(asObject(asObject(choice)?.function)?.name);
  return name ? { mode: "named", name } : null;
}

export function readStops(body: JsonObject): string[] {
  const stops = typeof body.stop === "string" ? [body.stop] : asArray(body.stop);
  return stops.filter((stop): stop is string => typeof stop === "string" && stop !== "");
}

export function readTokensMax(body: JsonObject): number | null {
  return asNumber(body.max_completion_tokens) ?? asNumber(body.max_tokens);
}

/** The JSON schema of `response_format`, `"any"` for json_object, null for text. */
export function readJsonFormat(body: JsonObject): JsonObject | "any" | null {
  const format = asObject(body.response_format);
  if (format?.type === "json_object") return "any";
  if (format?.type === "json_schema") return asObject(asObject(format.json_schema)?.schema) ?? "any";
  return null;
}
