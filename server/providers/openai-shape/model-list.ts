import { asArray, asObject, asString } from "../json-value";

/** Model ids from `{ data: [{ id }] }`, or from the bare array some hosts (Together) answer with. */
export function parseOpenAiModels(json: unknown): string[] {
  const rows = Array.isArray(json) ? json : asArray(asObject(json)?.data);
  const names = rows
    .map((row) => asString(asObject(row)?.id))
    .filter((name): name is string => name !== null && name !== "");
  return [...new Set(names)].sort();
}
