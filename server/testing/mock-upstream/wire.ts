import type { Behaviour } from "./behaviour";
import type { Question, Reply } from "./reply";

export type Body = Record<string, unknown>;

export type ParsedRequest = {
  /** What is asked for, whatever the vendor calls it. */
  task: "chat" | "completions" | "embeddings" | "models";
  model: string;
  isStream: boolean;
  body: Body;
};

/** One vendor's wire format, seen from the serving side. */
export type Wire = {
  question(request: ParsedRequest): Question;
  answer(request: ParsedRequest, reply: Reply): Body;
  /** SSE frames, ready to send. */
  frames(request: ParsedRequest, reply: Reply, behaviour: Behaviour): string[];
  embeddings(request: ParsedRequest): Body;
  models(): Body;
  error(status: number, code: string | undefined): Body;
  /** How this vendor reports an error inside a stream. */
  errorFrame(): string;
};

export const MOCK_MODELS = ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "text-embedding-3-small"];

export const STATUS_WORDS: Record<number, { type: string; code: string | null; message: string }> = {
  400: { type: "invalid_request_error", code: null, message: "The request is not valid." },
  401: {
    type: "invalid_request_error",
    code: "invalid_api_key",
    message: "Incorrect API key provided: sk-mock*****1234.",
  },
  403: { type: "permission_error", code: null, message: "You are not allowed to use this model." },
  404: {
    type: "invalid_request_error",
    code: "model_not_found",
    message: "The model does not exist or you do not have access to it.",
  },
  429: {
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    message: "Rate limit reached. Please try again in 1s.",
  },
  503: { type: "server_error", code: null, message: "The engine is currently overloaded, please try again later." },
};

export const BROKE_MESSAGE = "You exceeded your current quota, please check your plan and billing details.";

export function wordsFor(
  status: number,
  code: string | undefined,
): { type: string; code: string | null; message: string } {
  if (code === "insufficient_quota") return { type: code, code, message: BROKE_MESSAGE };
  return (
    STATUS_WORDS[status] ?? {
      type: "server_error",
      code: null,
      message: "The server had an error while processing your request.",
    }
  );
}

/** Repeatable numbers for an embedding: the same text gives the same unit vector. */
export function embed(text: string, dimensions: number): number[] {
  let seed = 2166136261;
  for (let at = 0; at < text.length; at++) seed = Math.imul(seed ^ text.charCodeAt(at), 16777619) >>> 0;
  const raw = Array.from({ length: dimensions }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2147483648 - 1;
  });
  const length = Math.hypot(...raw) || 1;
  return raw.map((value) => Math.fround(value / length));
}

export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part) => (part as { text?: unknown }).text ?? "")
    .join(" ")
    .trim();
}

export function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
