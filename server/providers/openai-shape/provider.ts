import type { Endpoint, Provider, RouteInput, Target } from "../contract";
import { judgeUpstreamError } from "../upstream-error";
import { createOpenAiChunkParser } from "./chunk-parser";
import { readOpenAiError } from "./error";
import { parseOpenAiModels } from "./model-list";
import { parseOpenAiResponse, prepareOpenAiBody } from "./response";
import { buildTestBody } from "./test-body";
import { parseOpenAiUsage } from "./usage";

const PATHS: Record<Endpoint, string> = {
  chat: "chat/completions",
  completions: "completions",
  embeddings: "embeddings",
};

/** What sets a vendor that speaks OpenAI's format apart: its name, its addresses and how it is told the key. */
type Vendor = Pick<Provider, "id" | "label" | "settingsSchema"> & {
  urlOf(target: Target, path: string): string;
  modelsUrlOf(target: Target): string;
  authHeaders(target: Target): Record<string, string>;
};

/** A vendor behind which OpenAI's bytes pass through both ways, unknown fields included. */
export function createOpenAiShapeProvider(vendor: Vendor): Provider {
  const { id, label, settingsSchema, urlOf, modelsUrlOf, authHeaders } = vendor;
  const buildRoute = ({ endpoint, target, isStream }: RouteInput) => ({
    method: "POST" as const,
    url: urlOf(target, PATHS[endpoint]),
    headers: {
      ...authHeaders(target),
      "content-type": "application/json",
      accept: isStream ? "text/event-stream" : "application/json",
      "accept-encoding": "identity",
    },
  });
  return Object.freeze({
    id,
    label,
    endpoints: Object.freeze(["chat", "completions", "embeddings"] as const),
    settingsSchema,
    isPassThrough: () => true,
    buildRoute,
    buildRequest({ body, ...input }) {
      const { target, isStream } = input;
      const omitStreamOptions = target.settings.omitStreamOptions === true;
      const prepared = prepareOpenAiBody({ body, model: target.upstreamModel, isStream, omitStreamOptions });
      return { ...buildRoute(input), body: JSON.stringify(prepared) };
    },
    parseResponse: ({ endpoint, json }) => parseOpenAiResponse({ endpoint, json }),
    createStreamParser: ({ includeUsage }) => createOpenAiChunkParser({ includeUsage }),
    parseUsage: parseOpenAiUsage,
    mapError: ({ status, body, headers, target }) =>
      judgeUpstreamError({ status, fields: readOpenAiError(body), headers, target }),
    modelsRequest: (target) => ({
      method: "GET",
      url: modelsUrlOf(target),
      headers: { ...authHeaders(target), accept: "application/json" },
    }),
    parseModels: parseOpenAiModels,
    testBody: buildTestBody,
  } satisfies Provider);
}
