import { trimBaseUrl } from "../base-url";
import type { Endpoint, Provider, ProviderRoute, Target } from "../contract";
import { asString } from "../json-value";
import { createOpenAiChunkParser } from "../openai-shape/chunk-parser";
import { readOpenAiError } from "../openai-shape/error";
import { parseOpenAiModels } from "../openai-shape/model-list";
import { parseOpenAiResponse, prepareOpenAiBody } from "../openai-shape/response";
import { buildTestBody } from "../openai-shape/test-body";
import { parseOpenAiUsage } from "../openai-shape/usage";
import { judgeUpstreamError } from "../upstream-error";
import { AzureSettings } from "./schema";

const PATHS: Record<Endpoint, string> = {
  chat: "chat/completions",
  completions: "completions",
  embeddings: "embeddings",
};
// The last version that lists what is deployed instead of what could be.
const DEPLOYMENTS_VERSION = "2023-03-15-preview";

/** The resource's address without the path people copy from the portal along with it. */
function resourceUrl(target: Target): string {
  return trimBaseUrl(target.baseUrl).replace(/\/openai(?:\/.*)?$/, "");
}

// The newer surface takes the model from the body and needs no version.
function isV1(target: Target): boolean {
  return /\/openai\/v1$/.test(trimBaseUrl(target.baseUrl));
}

function urlOf(target: Target, path: string): string {
  if (isV1(target)) return `${resourceUrl(target)}/openai/v1/${path}`;
  const version = encodeURIComponent(asString(target.settings.apiVersion) ?? "2024-10-21");
  return `${resourceUrl(target)}/openai/deployments/${encodeURIComponent(target.upstreamModel)}/${path}?api-version=${version}`;
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
      "api-key": target.key,
      "content-type": "application/json",
      accept: isStream ? "text/event-stream" : "application/json",
      "accept-encoding": "identity",
    },
  };
}

/** Azure OpenAI: OpenAI's bytes behind a deployment's own address. The upstream model is the deployment's name. */
export const azureProvider: Provider = Object.freeze({
  id: "azure",
  label: "Azure OpenAI",
  endpoints: Object.freeze(["chat", "completions", "embeddings"] as const),
  settingsSchema: AzureSettings,
  isPassThrough: () => true,
  buildRoute,
  buildRequest({ endpoint, target, body, isStream }) {
    const omitStreamOptions = target.settings.omitStreamOptions === true;
    const prepared = prepareOpenAiBody({ body, model: target.upstreamModel, isStream, omitStreamOptions });
    return { ...buildRoute({ endpoint, target, isStream }), body: JSON.stringify(prepared) };
  },
  parseResponse: ({ endpoint, json }) => parseOpenAiResponse({ endpoint, json }),
  createStreamParser: ({ includeUsage }) => createOpenAiChunkParser({ includeUsage }),
  parseUsage: parseOpenAiUsage,
  mapError: ({ status, body, headers, target }) =>
    judgeUpstreamError({ status, fields: readOpenAiError(body), headers, target }),
  modelsRequest: (target) => ({
    method: "GET",
    url: isV1(target)
      ? `${resourceUrl(target)}/openai/v1/models`
      : `${resourceUrl(target)}/openai/deployments?api-version=${DEPLOYMENTS_VERSION}`,
    headers: { "api-key": target.key, accept: "application/json" },
  }),
  parseModels: parseOpenAiModels,
  testBody: buildTestBody,
} satisfies Provider);
