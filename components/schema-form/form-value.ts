import { checkValues, type Definition } from "@/server/configuration/template/definition-schema";
import { type Fault, isJsonObject, type JsonObject } from "@/server/configuration/template/json-schema/json-schema";
import { valueAt, withValueAt } from "@/server/configuration/template/json-schema/values-json-schema";
import { browserPatterns } from "./patterns";
import type { SecretState } from "./secret-state";

/** The text of values, as the JSON editor shows them. */
export function printValues(values: JsonObject): string {
  return JSON.stringify(values, null, 2);
}

/** The values a text says, or null while it is no JSON object. */
export function readValues(text: string): JsonObject | null {
  try {
    const values: unknown = JSON.parse(text);
    return isJsonObject(values) ? values : null;
  } catch {
    return null;
  }
}

/**
 * What does not fit, as the server will see it. A secret that is stored and was not typed anew is not here to be looked at:
 * nothing is said of it.
 */
export function faultsIn(definition: Definition, values: JsonObject, secrets: readonly SecretState[]): Fault[] {
  const given = secrets.reduce(
    (left, { path }) => (valueAt(left, path) === null ? withValueAt(left, path, undefined) : left),
    values,
  );
  const kept = new Set(
    secrets.filter(({ path, isSet }) => isSet && valueAt(values, path) === undefined).map(({ path }) => path),
  );
  return checkValues(definition, given, browserPatterns).filter(({ path }) => !kept.has(path));
}
