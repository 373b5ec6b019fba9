import { describe, expect, it } from "vitest";
import { parseRequest } from "./request";

const parse = (body: unknown, endpoint: "chat" | "completions" | "embeddings" = "chat") =>
  parseRequest(endpoint, Buffer.from(typeof body === "string" ? body : JSON.stringify(body)));
const messages = [{ role: "user", content: "hi" }];

describe("a request body", () => {
  it("keeps the client's bytes as they are", () => {
    const bytes = Buffer.from('{ "model":"gpt-4o",  "messages":[{"role":"user","content":"the \\"model\\" key"}] }');
    expect(parseRequest("chat", bytes).bytes).toBe(bytes);
  });

  it("that names the model twice is written anew, so that it is billed as what it is served as", () => {
    const request = parse('{"model":"cheap","messages":[1],"model":"dear"}');
    expect(request.model).toBe("dear");
    expect(JSON.parse(request.bytes.toString())).toEqual({ model: "dear", messages: [1] });
    expect(request.bytes.toString().match(/"model"/g)).toHaveLength(1);
  });

  it("allows as many answer tokens as its maximum times its choices", () => {
    expect(parse({ model: "m", messages, max_tokens: 100, n: 3 }).completionTokensMax).toBe(300);
    expect(parse({ model: "m", messages, max_tokens: 5, max_completion_tokens: 7 }).completionTokensMax).toBe(7);
    expect(parse({ model: "m", messages }).completionTokensMax).toBeNull();
    expect(parse({ model: "m", input: "x" }, "embeddings").completionTokensMax).toBe(0);
  });

  it("may ask for the usage chunk of a stream", () => {
    expect(parse({ model: "m", messages, stream: true }).wantsUsage).toBe(false);
    const asking = { model: "m", messages, stream: true, stream_options: { include_usage: true } };
    expect(parse(asking).wantsUsage).toBe(true);
  });

  it.each([
    ["{", "invalid_json", null],
    ["[1]", "invalid_json", null],
    [{ messages }, "missing_model", "model"],
    [{ model: 7, messages }, "missing_model", "model"],
    [{ model: "m".repeat(192), messages }, "missing_model", "model"],
    [{ model: "m" }, "missing_messages", "messages"],
    [{ model: "m", messages, n: 0 }, "invalid_value", "n"],
    [{ model: "m", messages, n: -5 }, "invalid_value", "n"],
    [{ model: "m", messages, n: 1e9 }, "invalid_value", "n"],
    [{ model: "m", messages, max_tokens: 1.5 }, "invalid_value", "max_tokens"],
    [{ model: "m", messages, max_tokens: 1e300 }, "invalid_value", "max_tokens"],
    [{ model: "m", messages, stream: "yes" }, "invalid_type", "stream"],
  ])("%j is refused as %s", (body, code, param) => {
    expect(() => parse(body)).toThrow(expect.objectContaining({ status: 400, code, param }));
  });
});
