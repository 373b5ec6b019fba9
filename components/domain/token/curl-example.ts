/** Where OpenAI clients send their requests: this very site, whose port the gateway owns. */
export function gatewayBaseUrl(): string {
  return `${window.location.origin}/v1`;
}

/** A first request with a key, to be pasted into a shell. */
export function curlExample({ key, model }: { key: string; model: string }): string {
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] });
  return [
    `curl ${gatewayBaseUrl()}/chat/completions \\`,
    `  -H "Authorization: Bearer ${key}" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ].join("\n");
}
