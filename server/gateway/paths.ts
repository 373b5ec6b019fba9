import type { Endpoint } from "@/server/providers/contract";

/** What a path of the gateway stands for. */
export type GatewayPath =
  | { kind: "completion"; endpoint: Endpoint }
  | { kind: "models" }
  | { kind: "model"; model: string }
  | { kind: "billing"; report: "subscription" | "usage" }
  | { kind: "unknown"; message: string };

const COMPLETIONS: Record<string, Endpoint> = {
  "/v1/chat/completions": "chat",
  "/v1/completions": "completions",
  "/v1/embeddings": "embeddings",
};

const BILLING = /^(?:\/v1)?\/dashboard\/billing\/(subscription|usage)$/;
const MODEL = /^\/v1\/models\/(.+)$/;
/** Paths that only a client of ours with a wrong base URL asks for. A bare /models is a page of the console. */
const MISPLACED =
  /^(?:(?:\/(?:api|openai|v1))*\/(chat\/completions|completions|embeddings)|(?:\/(?:api|openai|v1))+\/(models))(?:\/.*)?$/;

/** Reads a path without its query, or null when it belongs to the console. */
export function readPath(path: string): GatewayPath | null {
  const endpoint = Object.hasOwn(COMPLETIONS, path) ? COMPLETIONS[path] : undefined;
  if (endpoint) return { kind: "completion", endpoint };
  if (path === "/v1/models") return { kind: "models" };
  const model = MODEL.exec(path)?.[1];
  if (model !== undefined) return { kind: "model", model: decode(model) };
  const report = BILLING.exec(path)?.[1];
  if (report === "subscription" || report === "usage") return { kind: "billing", report };
  const [, endpointPath, modelsPath] = MISPLACED.exec(path) ?? [];
  const misplaced = endpointPath ?? modelsPath;
  if (misplaced)
    return {
      kind: "unknown",
      message: `There is nothing at ${path}. Set the base URL to end in /v1: ${hint(misplaced)}.`,
    };
  if (path === "/v1" || path.startsWith("/v1/")) {
    return {
      kind: "unknown",
      message: `There is nothing at ${path}. The API is at /v1, for example ${hint("chat/completions")}.`,
    };
  }
  return null;
}

function hint(path: string): string {
  return `/v1/${path}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
