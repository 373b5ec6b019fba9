import { anthropicWire } from "./anthropic-wire";
import { geminiWire } from "./gemini-wire";
import { openAiWire } from "./openai-wire";
import type { Body, ParsedRequest, Wire } from "./wire";

export type Routed = { wire: Wire; request: ParsedRequest };

type Incoming = {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  bodyText: string;
};

const OPENAI_TASKS = { "chat/completions": "chat", completions: "completions", embeddings: "embeddings" } as const;

export function keyOf(headers: Incoming["headers"]): string {
  const header = headers["x-api-key"] ?? headers["api-key"] ?? headers["x-goog-api-key"] ?? headers.authorization ?? "";
  return String(header).replace(/^Bearer\s+/i, "");
}

function parseBody(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text === "" ? "{}" : text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : null;
  } catch {
    return null;
  }
}

function wireOfModels({ path, headers }: Incoming): Wire {
  if (path.startsWith("/v1beta/") && !path.includes("/openai")) return geminiWire;
  return headers["anthropic-version"] === undefined ? openAiWire : anthropicWire;
}

/** Which vendor is spoken to, and what is asked: null for a path no vendor has, "bad-json" for a broken body. */
export function routeRequest(incoming: Incoming): Routed | "bad-json" | null {
  const { method, path, bodyText } = incoming;
  if (method === "GET" && /\/(?:models|openai\/deployments)$/.test(path)) {
    return { wire: wireOfModels(incoming), request: { task: "models", model: "", isStream: false, body: {} } };
  }
  if (method !== "POST") return null;
  const body = parseBody(bodyText);
  if (!body) return "bad-json";
  const model = String(body.model ?? "");
  const isStream = body.stream === true;
  if (path.endsWith("/messages")) return { wire: anthropicWire, request: { task: "chat", model, isStream, body } };
  const gemini = /\/models\/([^/:]+):(\w+)$/.exec(path);
  if (gemini?.[1] && gemini[2]) {
    const task = gemini[2].toLowerCase().includes("embed") ? "embeddings" : "chat";
    return {
      wire: geminiWire,
      request: { task, model: decodeURIComponent(gemini[1]), isStream: gemini[2] === "streamGenerateContent", body },
    };
  }
  const tail = /\/(chat\/completions|completions|embeddings)$/.exec(path)?.[1] as keyof typeof OPENAI_TASKS | undefined;
  if (!tail) return null;
  const deployment = /\/openai\/deployments\/([^/]+)\//.exec(path)?.[1];
  return {
    wire: openAiWire,
    request: { task: OPENAI_TASKS[tail], model: deployment ? decodeURIComponent(deployment) : model, isStream, body },
  };
}
