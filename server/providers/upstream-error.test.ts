import { describe, expect, it } from "vitest";
import { readOpenAiError } from "./openai-shape/error";
import { makeTarget } from "./testing/fixture";
import { judgeUpstreamError } from "./upstream-error";

const target = makeTarget({
  baseUrl: "https://secret-host.example.com/v1",
  key: "sk-live-abcdefghijkl",
  organization: "org-private123",
});

function judge(status: number, body: unknown, headers = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return judgeUpstreamError({ status, fields: readOpenAiError(text), headers, target });
}

const error = (message: string, code: string | null = null, type = "invalid_request_error") => ({
  error: { message, type, code, param: null },
});

describe("who is to blame for a failed answer", () => {
  it.each([
    ["a bad request, which every channel would refuse", 400, error("bad"), "client", false, false],
    ["a prompt the filter refuses", 400, error("filtered", "content_filter"), "client", false, false],
    ["a body too large", 413, error("too large"), "client", false, false],
    ["an unknown model, which another channel may have", 404, error("no", "model_not_found"), "channel", true, false],
    ["an unknown model said with 400", 400, error("no", "model_not_found"), "channel", true, false],
    ["a missing deployment", 404, error("no", "DeploymentNotFound"), "channel", true, false],
    ["a wrong path", 405, "", "channel", true, false],
    ["a redirect", 307, "", "channel", true, false],
    ["a wrong key", 401, error("Incorrect API key provided", "invalid_api_key"), "key", true, true],
    ["a key without permission for this model", 403, error("no access"), "key", true, false],
    ["an unpaid account", 402, error("Insufficient Balance"), "key", true, true],
    [
      "used-up credit, said with 429",
      429,
      error("quota", "insufficient_quota", "insufficient_quota"),
      "key",
      true,
      true,
    ],
    [
      "used-up credit, said with 400 in words",
      400,
      error("Your credit balance is too low to access the API."),
      "key",
      true,
      true,
    ],
    ["a rate limit", 429, error("slow down", "rate_limit_exceeded"), "upstream", true, false],
    ["an upstream failure", 500, error("oops"), "upstream", true, false],
    ["an upstream failure that mentions a key", 500, error("invalid api key"), "upstream", true, false],
    ["an overloaded upstream", 529, error("Overloaded"), "upstream", true, false],
    ["a gateway time-out, where the work may have been done", 504, "", "upstream", false, false],
    ["Cloudflare's time-out", 524, "", "upstream", false, false],
  ])("%s", (_what, status, body, fault, retryable, isKeyDead) => {
    expect(judge(status, body)).toMatchObject({ status, fault, retryable, isKeyDead });
  });
});

describe("what is told", () => {
  it("names no key, host, address or account to customers", () => {
    const said =
      "Incorrect API key provided: sk-live-abcdefghijkl (or sk-li****ijkl) for org-private123 and org-ABCDEF123456 at https://secret-host.example.com/v1/chat, secret-host.example.com, 10.1.2.3:8080. Bearer abc.def";
    const { message, detail } = judge(401, error(said, "invalid_api_key"));
    expect(message).toBe(
      "Incorrect API key provided: *** (or ***) for [account] and [account] at [link], [host], [address]. ***",
    );
    expect(detail).toContain("secret-host.example.com");
    expect(detail).not.toMatch(/sk-li|abc\.def/);
  });

  it("finds words in every shape of error body", () => {
    expect(judge(400, { error: "plain text" }).message).toBe("plain text");
    expect(judge(400, { message: "outer" }).message).toBe("outer");
    expect(judge(422, { detail: "not valid" }).message).toBe("not valid");
    expect(judge(502, "<html><style>b{}</style><h1>502 Bad Gateway</h1></html>").message).toBe("502 Bad Gateway");
    expect(judge(500, "").message).toBe("The upstream answered with status 500.");
  });

  it("says when to come back", () => {
    expect(judge(429, "", { "retry-after": "2" }).retryAfterMs).toBe(2000);
    expect(judge(429, "", { "retry-after-ms": "350", "retry-after": "1" }).retryAfterMs).toBe(350);
    expect(judge(429, "", { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }).retryAfterMs).toBeNull();
    expect(judge(429, "").retryAfterMs).toBeNull();
  });
});
