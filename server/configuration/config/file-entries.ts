import type { BuiltIn } from "../template/built-in/ids-schema";
import { isJsonObject, type Json, type JsonObject, own } from "../template/json-schema/json-schema";

/** One configuration that a file speaks of. */
export type FileEntry = { key: string; name: string; template: BuiltIn; values: JsonObject; isActive: boolean };

/** How programs call the same field. */
const FIELD_NAMES: Record<string, string> = {
  apikey: "apiKey",
  key: "apiKey",
  token: "apiKey",
  secret: "apiKey",
  baseurl: "baseUrl",
  apibase: "baseUrl",
  apibaseurl: "baseUrl",
  endpoint: "baseUrl",
  url: "baseUrl",
  defaultmodel: "defaultModel",
  model: "defaultModel",
  models: "models",
  modellist: "models",
  timeout: "timeoutSeconds",
  timeoutseconds: "timeoutSeconds",
  maxretries: "maxRetries",
  retries: "maxRetries",
  customheaders: "headers",
  headers: "headers",
};
/** What says how a provider is used, not what it is. */
const PLATE_NAMES = new Set([
  "enabled",
  "isenabled",
  "isactive",
  "active",
  "name",
  "displayname",
  "type",
  "providertype",
]);

const KINDS: readonly [RegExp, BuiltIn][] = [
  [/openrouter/, "openrouter"],
  [/anthropic|claude/, "anthropic"],
  [/genhuman/, "genhuman"],
  [/iopaint|inpaint/, "iopaint"],
  [/p-?style|photo-?style/, "photoStyle"],
  [/^(display|site|ui|preferences|appearance)$/, "display"],
];

/**
 * Reads a configuration file: `{"providers": {"openrouter": {"api_key": …}}}`, or the providers at the top, or a list of
 * them with names. Fields may be written in any of the usual ways. Texts and numbers beside the providers are display
 * preferences.
 */
export function readFileEntries(file: JsonObject): FileEntry[] {
  const providers = own(file, "providers") ?? own(file, "ai_providers") ?? null;
  const rest = Object.entries(file).filter(([name]) => name !== "providers" && name !== "ai_providers");
  const entries = [
    ...providersIn(providers),
    ...rest.flatMap(([name, value]) => (isJsonObject(value) ? [toEntry(name, value)] : [])),
  ];
  const plain = rest.filter(([, value]) => !isJsonObject(value));
  if (plain.length === 0) return entries;
  return [...entries, toEntry("display", Object.fromEntries(plain))];
}

function providersIn(providers: Json): FileEntry[] {
  if (isJsonObject(providers)) {
    return Object.entries(providers).flatMap(([name, value]) => (isJsonObject(value) ? [toEntry(name, value)] : []));
  }
  if (!Array.isArray(providers)) return [];
  return providers.filter(isJsonObject).map((value, index) => {
    const name = own(value, "provider_name") ?? own(value, "name");
    return toEntry(typeof name === "string" && name !== "" ? name : `provider-${index + 1}`, value);
  });
}

function toEntry(name: string, value: JsonObject): FileEntry {
  const plate = new Map(Object.entries(value).map(([field, part]) => [plainName(field), part]));
  const said = [plate.get("providertype"), plate.get("type")].find((part) => typeof part === "string");
  const template = kindOf(name) ?? kindOf(String(said ?? "")) ?? "openaiCompatible";
  const title = plate.get("displayname") ?? plate.get("name");
  const isOff = ["enabled", "isenabled", "isactive", "active"].some((field) => plate.get(field) === false);
  return {
    key:
      name
        .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
        .replace(/^[._-]+/, "")
        .slice(0, 100) || "imported",
    name: typeof title === "string" ? title.slice(0, 191) : "",
    template,
    values: template === "display" ? value : valuesOf(value),
    isActive: !isOff,
  };
}

function kindOf(text: string): BuiltIn | undefined {
  return KINDS.find(([pattern]) => pattern.test(text.toLowerCase()))?.[1];
}

function valuesOf(value: JsonObject): JsonObject {
  const values: JsonObject = {};
  for (const [field, part] of Object.entries(value)) {
    const plain = plainName(field);
    if (PLATE_NAMES.has(plain) || plain === "providername" || part === null) continue;
    values[FIELD_NAMES[plain] ?? field] = part;
  }
  return values;
}

function plainName(field: string): string {
  return field.toLowerCase().replaceAll(/[_\s-]/g, "");
}
