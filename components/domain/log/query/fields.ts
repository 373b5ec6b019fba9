import { LOG_ENDPOINTS, LOG_KINDS, LOG_OUTCOMES } from "@/server/usage/log/schema";

/** What a field takes: values of a list, an HTTP status, numbers in a unit, yes or no, or words. */
export type QueryField = {
  /** As people type it. */
  name: string;
  aliases?: readonly string[];
  /** The filter it sets: the key in the page's URL. */
  key: string;
} & (
  | { kind: "status" }
  | { kind: "list"; maxLength: number; values?: readonly string[]; isChannel?: boolean }
  | { kind: "range"; unit: "ms" | "dollars" | "count"; hasNoUpperEnd?: boolean }
  | { kind: "boolean" }
  | { kind: "text"; maxLength: number }
);

/** The fields of the query bar, in the order in which a query is written out. */
export const QUERY_FIELDS: readonly QueryField[] = [
  { name: "status", key: "status", kind: "status" },
  { name: "code", key: "errorCode", kind: "list", maxLength: 64 },
  { name: "model", key: "model", kind: "list", maxLength: 191 },
  { name: "channel", key: "channelId", kind: "list", maxLength: 32, isChannel: true },
  { name: "user", key: "userId", kind: "list", maxLength: 191 },
  { name: "token", aliases: ["key"], key: "tokenId", kind: "list", maxLength: 32 },
  { name: "group", key: "group", kind: "list", maxLength: 64 },
  { name: "endpoint", key: "endpoint", kind: "list", maxLength: 32, values: LOG_ENDPOINTS },
  { name: "outcome", key: "outcome", kind: "list", maxLength: 32, values: LOG_OUTCOMES },
  { name: "kind", key: "kind", kind: "list", maxLength: 32, values: LOG_KINDS },
  { name: "stream", key: "stream", kind: "boolean" },
  { name: "ip", key: "ip", kind: "list", maxLength: 64 },
  { name: "duration", aliases: ["time", "total"], key: "duration", kind: "range", unit: "ms" },
  { name: "ttft", aliases: ["first"], key: "firstToken", kind: "range", unit: "ms" },
  { name: "cost", key: "quota", kind: "range", unit: "dollars" },
  { name: "in", aliases: ["input", "prompt"], key: "promptTokens", kind: "range", unit: "count" },
  { name: "out", aliases: ["output", "completion"], key: "completionTokens", kind: "range", unit: "count" },
  { name: "tries", aliases: ["attempts"], key: "attempts", kind: "range", unit: "count", hasNoUpperEnd: true },
  { name: "error", key: "errorText", kind: "text", maxLength: 200 },
  { name: "id", aliases: ["request"], key: "requestId", kind: "text", maxLength: 128 },
];

/** The fields somebody may use: those whose filter the page offers. */
export function fieldsOf(keys: ReadonlySet<string>): QueryField[] {
  return QUERY_FIELDS.filter((field) => keys.has(field.key));
}

export function fieldNamed(fields: readonly QueryField[], name: string): QueryField | undefined {
  const word = name.toLowerCase();
  return fields.find((field) => field.name === word || field.aliases?.includes(word));
}
