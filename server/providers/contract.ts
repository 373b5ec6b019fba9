import type { z } from "zod";
import type { SiteOptions } from "./site-options";
import type { SpecialTokens } from "./special-token-schema";

/** What a customer can ask for. Each is one path under /v1. */
export type Endpoint = "chat" | "completions" | "embeddings";

export type JsonObject = Record<string, unknown>;

/** Where one attempt goes: a channel with one of its keys, decrypted. */
export type Target = {
  /** As typed by the operator: with or without a version, with or without a trailing slash. */
  baseUrl: string;
  key: string;
  organization?: string;
  /** Parsed by the provider's settingsSchema when it was saved. */
  settings: JsonObject;
  upstreamModel: string;
  /** What the channel adds to every request; names in lower case. Values are secrets. */
  headers?: Readonly<Record<string, string>>;
  /** What the site sets for this vendor's models. */
  site?: SiteOptions;
};

export type ProviderRoute = { method: "GET" | "POST"; url: string; headers: Record<string, string> };

export type ProviderRequest = ProviderRoute & { body: string };

/** In tokens. `promptTokens` includes `cachedTokens`; `completionTokens` includes reasoning. */
export type Usage = {
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
  /** Those of them that may have a price of their own; absent when there were none. */
  special?: SpecialTokens;
};

/**
 * Whose doing a failure is, so that the right thing is blamed:
 * client (the request itself is wrong, another channel would refuse it too), key (this credential), channel (its address,
 * its models, its settings), upstream (down, overloaded, limiting).
 */
export type Fault = "client" | "key" | "channel" | "upstream";

export type UpstreamError = {
  /** The HTTP status the upstream sent. */
  status: number;
  code: string | null;
  type: string | null;
  param: string | null;
  /** For customers: no key, no host, no address. */
  message: string;
  /** For staff: the upstream's own words, keys masked. */
  detail: string;
  fault: Fault;
  /** Another channel or key may well serve the same request. */
  retryable: boolean;
  /** This key will not work again by itself: revoked, unknown, out of credit. */
  isKeyDead: boolean;
  retryAfterMs: number | null;
};

export type SseEvent = { event?: string; data: string };

/** Turns a vendor's stream into OpenAI chunks. One instance for one answer. */
export type StreamParser = {
  /** One upstream event in; OpenAI chunks out, as JSON text without the `data:` frame. */
  feed(event: SseEvent): string[];
  /** Call once, when the upstream's body has ended well: gives what is still owed, such as the usage chunk. */
  end(): string[];
  /** What is known so far; providers that report it piece by piece refine it. */
  usage(): Usage | null;
  /** The upstream said that the answer is complete: only then may `[DONE]` go out. */
  isFinished(): boolean;
  /** An error the upstream sent inside a stream it had begun. */
  error(): { code: string | null; type: string | null; message: string } | null;
  /** Characters of answer given out so far (text, reasoning, tool arguments), to estimate when no usage comes. */
  contentChars(): number;
};

export type RouteInput = { endpoint: Endpoint; target: Target; isStream: boolean };

/**
 * One vendor's wire format. A frozen value of pure functions: no network, no environment, no database, no clock that
 * matters. The gateway and the channel test use the same one.
 */
export type Provider = {
  id: string;
  label: string;
  endpoints: readonly Endpoint[];
  settingsSchema: z.ZodType;
  /** True: client's bytes may go up as they are (unmapped model) and the upstream's bytes come back as they are. */
  isPassThrough(endpoint: Endpoint): boolean;
  /**
   * The query-independent half of a request, enough to send a pass-through body. Depends only on its input, so a caller
   * may keep it for a channel key. Throws ProviderInputError for an endpoint it does not have.
   */
  buildRoute(input: RouteInput): ProviderRoute;
  /**
   * The whole request, translated from the OpenAI body; the upstream model is set, usage is asked for in streams.
   * Throws ProviderInputError when the body cannot be said in this vendor's format.
   */
  buildRequest(input: RouteInput & { body: JsonObject }): ProviderRequest;
  /**
   * A successful answer in OpenAI's shape; `request` is the client's body (an embedding's encoding is asked for there).
   * Throws ProviderResponseError when it is none.
   */
  parseResponse(input: { endpoint: Endpoint; json: unknown; model: string; request: JsonObject }): {
    body: JsonObject;
    usage: Usage | null;
  };
  createStreamParser(input: { endpoint: Endpoint; model: string; includeUsage: boolean }): StreamParser;
  /** Usage out of an answer or a chunk in the vendor's own format. */
  parseUsage(json: unknown): Usage | null;
  mapError(input: { status: number; body: string; headers: ResponseHeaders; target: Target }): UpstreamError;
  modelsRequest(target: Target): ProviderRoute;
  /** Model names out of the answer to modelsRequest, without doubles, sorted. */
  parseModels(json: unknown): string[];
  /** The smallest request that proves that a model answers. */
  testBody(model: string, isStream: boolean): { endpoint: Endpoint; body: JsonObject };
};

/** Names in lower case, as undici and node:http give them. */
export type ResponseHeaders = Record<string, string | string[] | undefined>;

/** The customer's body cannot be sent to this vendor. `param` names the field in OpenAI's terms. */
export class ProviderInputError extends Error {
  readonly param: string | null;
  constructor(message: string, param: string | null = null) {
    super(message);
    this.name = "ProviderInputError";
    this.param = param;
  }
}

/** The upstream answered 2xx with something that is not an answer. */
export class ProviderResponseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ProviderResponseError";
  }
}
