import { versionedBaseUrl } from "../base-url";
import { type Provider, ProviderInputError, type ProviderRoute, type RouteInput, type Target } from "../contract";
import { asString } from "../json-value";
import { readOpenAiError } from "../openai-shape/error";
import { parseOpenAiModels } from "../openai-shape/model-list";
import { buildTestBody } from "../openai-shape/test-body";
import { findForModel } from "../site-options";
import { judgeUpstreamError } from "../upstream-error";
import { buildMessagesBody } from "./request";
import { parseAnthropicUsage, parseMessage } from "./response";
import { AnthropicSettings } from "./schema";
import { createMessagesStreamParser } from "./stream";

function headersOf(target: Target): Record<string, string> {
  const ofModel = findForModel(target.site?.claude.betas ?? [], target.upstreamModel)?.beta;
  const beta = [asString(target.settings.beta), ofModel].filter(Boolean).join(",");
  return {
    "x-api-key": target.key,
    "anthropic-version": asString(target.settings.apiVersion) ?? "2023-06-01",
    ...(beta && { "anthropic-beta": beta }),
  };
}

function buildRoute({ endpoint, target, isStream }: RouteInput): ProviderRoute {
  if (endpoint !== "chat") throw new ProviderInputError(`Anthropic has no ${endpoint} endpoint.`);
  return {
    method: "POST",
    url: `${versionedBaseUrl(target.baseUrl, "v1")}/messages`,
    headers: {
      ...headersOf(target),
      "content-type": "application/json",
      accept: isStream ? "text/event-stream" : "application/json",
      "accept-encoding": "identity",
    },
  };
}

/** Anthropic's Messages API behind the chat endpoint. */
export const anthropicProvider: Provider = Object.freeze({
  id: "anthropic",
  label: "Anthropic",
  endpoints: Object.freeze(["chat"] as const),
  settingsSchema: AnthropicSettings,
  isPassThrough: () => false,
  buildRoute,
  buildRequest({ endpoint, target, body, isStream }) {
    const route = buildRoute({ endpoint, target, isStream });
    return { ...route, body: JSON.stringify(buildMessagesBody({ body, target, isStream })) };
  },
  parseResponse: ({ json, model }) => parseMessage(json, model),
  createStreamParser: ({ model, includeUsage }) => createMessagesStreamParser({ model, includeUsage }),
  parseUsage: parseAnthropicUsage,
  mapError({ status, body, headers, target }) {
    const fields = readOpenAiError(body);
    // An error's type is its name here; not_found_error is about the model.
    const code = fields.type === "not_found_error" ? "model_not_found" : fields.code;
    return judgeUpstreamError({ status, fields: { ...fields, code }, headers, target });
  },
  modelsRequest: (target) => ({
    method: "GET",
    url: `${versionedBaseUrl(target.baseUrl, "v1")}/models?limit=1000`,
    headers: { ...headersOf(target), accept: "application/json" },
  }),
  parseModels: parseOpenAiModels,
  testBody: buildTestBody,
} satisfies Provider);
