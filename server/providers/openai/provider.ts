import { trimBaseUrl, versionedBaseUrl } from "../base-url";
import type { Endpoint, Provider, ProviderRoute, Target } from "../contract";
import { createOpenAiChunkParser } from "../openai-shape/chunk-parser";
import { readOpenAiError } from "../openai-shape/error";
import { parseOpenAiModels } from "../openai-shape/model-list";
import { parseOpenAiResponse, prepareOpenAiBody } from "../openai-shape/response";
import { buildTestBody } from "../openai-shape/test-body";
import { parseOpenAiUsage } from "../openai-shape/usage";
import { judgeUpstreamError } from "../upstream-error";
import { OpenAiSettings } from "./schema";

const PATHS: Record<Endpoint, string> = {
  chat: "chat/completions",
  completions: "completions",
  embeddings: "embeddings",
};

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

function buildRoute({
  endpoint,
  target,
  isStream,
}: {
  endpoint: Endpoint;
  target: Target;
  isStream: boolean;
}): ProviderRoute {
  return {
    method: "POST",
    url: urlOf(target, PATHS[endpoint]),
    headers: {
      ...authHeaders(target),
      "content-type": "application/json",
      accept: isStream ? "text/event-stream" : "application/json",
      "accept-encoding": "identity",
    },
  };
}

/** OpenAI and everything that speaks its format: bytes pass through both ways, unknown fields included. */
export const openAiProvider: Provider = Object.freeze({
  id: "openai",
  label: "OpenAI-compatible",
  endpoints: Object.freeze(["chat", "completions", "embeddings"] as const),
  settingsSchema: OpenAiSettings,
  isPassThrough: () => true,
  buildRoute,
  buildRequest({ endpoint, target, body, isStream }) {
    const prepared = prepareOpenAiBody({
      body,
      model: target.upstreamModel,
      isStream,
      omitStreamOptions: target.settings.omitStreamOptions === true,
    });
    return { ...buildRoute({ endpoint, target, isStream }), body: JSON.stringify(prepared) };
  },
  parseResponse: ({ endpoint, json }) => parseOpenAiResponse({ endpoint, json }),
  createStreamParser: ({ includeUsage }) => createOpenAiChunkParser({ includeUsage }),
  parseUsage: parseOpenAiUsage,
  mapError: ({ status, body, headers, target }) =>
    judgeUpstreamError({ status, fields: readOpenAiError(body), headers, target }),
  modelsRequest: (target) => ({
    method: "GET",
    url: urlOf(target, "models"),
    headers: { ...authHeaders(target), accept: "application/json" },
  }),
  parseModels: parseOpenAiModels,
  testBody: buildTestBody,
} satisfies Provider);
