import { request } from "undici";

export type ApiAnswer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json: Record<string, unknown>;
  /** Data of each event of a stream. */
  events: string[];
  requestId: string;
};

export type ApiCall = {
  path?: string;
  method?: "GET" | "POST";
  key?: string;
  body?: unknown;
  headers?: Record<string, string>;
};

/** Calls a gateway as a customer's program would, and reads the whole answer. */
export async function callApi(port: number, call: ApiCall): Promise<ApiAnswer> {
  const { path = "/v1/chat/completions", body, key, method = body === undefined ? "GET" : "POST" } = call;
  const answer = await request(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...call.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text,
    json: parse(text),
    events: text.split("\n\n").flatMap((part) => (part.startsWith("data: ") ? [part.slice("data: ".length)] : [])),
    requestId: String(answer.headers["x-request-id"] ?? ""),
  };
}

export function chat(model: string, over: object = {}): object {
  return { model, messages: [{ role: "user", content: "Say hello" }], ...over };
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
