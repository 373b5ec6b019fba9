import { type Endpoint, type JsonObject, ProviderResponseError, type Usage } from "../contract";
import { asObject } from "../json-value";
import { parseOpenAiUsage } from "./usage";

/** Checks that an answer in OpenAI's format is one, and reads its usage. The body goes on as it is. */
export function parseOpenAiResponse(input: { endpoint: Endpoint; json: unknown }): {
  body: JsonObject;
  usage: Usage | null;
} {
  const body = asObject(input.json);
  const answer = input.endpoint === "embeddings" ? body?.data : body?.choices;
  if (!body || !Array.isArray(answer)) throw new ProviderResponseError("The upstream's answer has no choices.");
  return { body, usage: parseOpenAiUsage(body) };
}

/** The client's body with the upstream's model name and, in a stream, the request for usage. */
export function prepareOpenAiBody(input: {
  body: JsonObject;
  model: string;
  isStream: boolean;
  omitStreamOptions: boolean;
}): JsonObject {
  const body: JsonObject = { ...input.body, model: input.model };
  if (!input.isStream) return body;
  body.stream = true;
  if (input.omitStreamOptions) delete body.stream_options;
  else body.stream_options = { ...asObject(body.stream_options), include_usage: true };
  return body;
}
