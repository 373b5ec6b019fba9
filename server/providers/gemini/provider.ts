import { versionedBaseUrl } from "../base-url";
import {
  type Endpoint,
  type Provider,
  ProviderInputError,
  type ProviderRoute,
  type RouteInput,
  type Target,
  type UpstreamError,
} from "../contract";
import { asArray, asObject, asString } from "../json-value";
import { buildTestBody } from "../openai-shape/test-body";
import { findForModel, readThinkingSuffix } from "../site-options";
import { judgeUpstreamError, KEY_DEAD, type Verdict } from "../upstream-error";
import { readGeminiError, readRetryDelayMs } from "./error";
import { bareModel, buildEmbedBody, buildGenerateBody } from "./request";
import { parseEmbedResponse, parseGeminiUsage, parseGenerateResponse } from "./response";
import { GeminiSettings } from "./schema";
import { createGenerateStreamParser } from "./stream";

const VERSION_DEFAULT = "v1beta";

function baseOf(target: Target): string {
  // People paste the address of Google's OpenAI surface; the native one lives beside it.
  return versionedBaseUrl(target.baseUrl.replace(/\/openai\/?$/, ""), versionOf(target));
}

/** What the channel says, unless that is the default and the site says another of the model. */
function versionOf({ settings, site, upstreamModel }: Target): string {
  const ofChannel = asString(settings.apiVersion) ?? VERSION_DEFAULT;
  if (ofChannel !== VERSION_DEFAULT) return ofChannel;
  return findForModel(site?.gemini.versions ?? [], bareModel(upstreamModel))?.version ?? ofChannel;
}

function methodOf(endpoint: Endpoint, isStream: boolean): string {
  if (endpoint === "completions") throw new ProviderInputError("Gemini has no completions endpoint.");
  if (endpoint === "embeddings") return "batchEmbedContents";
  return isStream ? "streamGenerateContent?alt=sse" : "generateContent";
}

function buildRoute({ endpoint, target, isStream }: RouteInput): ProviderRoute {
  return {
    method: "POST",
    url: `${baseOf(target)}/models/${encodeURIComponent(readThinkingSuffix(bareModel(target.upstreamModel), target.site?.gemini).model)}:${methodOf(endpoint, isStream)}`,
    headers: { "x-goog-api-key": target.key, "content-type": "application/json", "accept-encoding": "identity" },
  };
}

const CHANNEL_FAULT: Verdict = { fault: "channel", retryable: true, isKeyDead: false };

function mapError({ status, body, headers, target }: Parameters<Provider["mapError"]>[0]): UpstreamError {
  const fields = readGeminiError(body);
  const isPlaceRefused = fields.type === "FAILED_PRECONDITION" && /location/i.test(fields.message ?? "");
  // A Google key without permission has none for any model.
  const verdict = status === 403 ? KEY_DEAD : isPlaceRefused ? CHANNEL_FAULT : undefined;
  const error = judgeUpstreamError({ status, fields, headers, target, verdict });
  return { ...error, retryAfterMs: error.retryAfterMs ?? readRetryDelayMs(body) };
}

function parseModels(json: unknown): string[] {
  const names = asArray(asObject(json)?.models)
    .map((value) => asObject(value))
    .filter((model) =>
      asArray(model?.supportedGenerationMethods).some(
        (method) => method === "generateContent" || method === "embedContent",
      ),
    )
    .map((model) => bareModel(asString(model?.name) ?? ""));
  return [...new Set(names.filter((name) => name !== ""))].sort();
}

/** Google's Gemini API behind the chat and embeddings endpoints. */
export const geminiProvider: Provider = Object.freeze({
  id: "gemini",
  label: "Google Gemini",
  endpoints: Object.freeze(["chat", "embeddings"] as const),
  settingsSchema: GeminiSettings,
  isPassThrough: () => false,
  buildRoute,
  buildRequest({ endpoint, target, body, isStream }) {
    const route = buildRoute({ endpoint, target, isStream });
    const translated = endpoint === "embeddings" ? buildEmbedBody(body, target) : buildGenerateBody(body, target);
    return { ...route, body: JSON.stringify(translated) };
  },
  parseResponse: ({ endpoint, json, model, request }) =>
    endpoint === "embeddings" ? parseEmbedResponse(json, model, request) : parseGenerateResponse(json, model),
  createStreamParser: ({ model, includeUsage }) => createGenerateStreamParser({ model, includeUsage }),
  parseUsage: parseGeminiUsage,
  mapError,
  modelsRequest: (target) => ({
    method: "GET",
    url: `${baseOf(target)}/models?pageSize=1000`,
    headers: { "x-goog-api-key": target.key, accept: "application/json" },
  }),
  parseModels,
  testBody: buildTestBody,
} satisfies Provider);
