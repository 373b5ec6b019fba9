/** Where requests of an endpoint go. */
const PATHS: Record<string, string> = {
  chat: "/v1/chat/completions",
  completions: "/v1/completions",
  embeddings: "/v1/embeddings",
  models: "/v1/models",
};

type Request = { endpoint: string; model: string; isStream: boolean };

/** A request like this one, to be pasted into a shell. The key is not known here, and what was asked is only hinted at. */
export function curlOfLog({ endpoint, model, isStream }: Request, origin: string): string {
  const url = `${origin}${PATHS[endpoint] ?? "/v1/chat/completions"}`;
  const key = `  -H "Authorization: Bearer sk-…"`;
  if (endpoint === "models") return [`curl ${url} \\`, key].join("\n");
  const body = JSON.stringify({ model, ...contentOf(endpoint), ...(isStream ? { stream: true } : {}) });
  return [
    `curl ${url} \\`,
    `${key} \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ].join("\n");
}

function contentOf(endpoint: string): object {
  if (endpoint === "embeddings") return { input: "…" };
  if (endpoint === "completions") return { prompt: "…" };
  return { messages: [{ role: "user", content: "…" }] };
}
