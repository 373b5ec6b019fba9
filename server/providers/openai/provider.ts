import { trimBaseUrl, versionedBaseUrl } from "../base-url";
import type { Target } from "../contract";
import { createOpenAiShapeProvider } from "../openai-shape/provider";
import { OpenAiSettings } from "./schema";

function urlOf(target: Target, path: string): string {
  const base =
    target.settings.isBaseUrlComplete === true ? trimBaseUrl(target.baseUrl) : versionedBaseUrl(target.baseUrl, "v1");
  return `${base}/${path}`;
}

function authHeaders(target: Target): Record<string, string> {
  const headers: Record<string, string> = {};
  // Local servers (Ollama, vLLM) have no key, and some refuse an empty bearer.
  if (target.key !== "") headers.authorization = `Bearer ${target.key}`;
  if (target.organization) headers["openai-organization"] = target.organization;
  return headers;
}

/** OpenAI and everything that speaks its format. */
export const openAiProvider = createOpenAiShapeProvider({
  id: "openai",
  label: "OpenAI-compatible",
  settingsSchema: OpenAiSettings,
  urlOf,
  modelsUrlOf: (target) => urlOf(target, "models"),
  authHeaders,
});
