import { expect, it } from "vitest";
import { buildTestBody } from "./test-body";

it.each(["text-embedding-3-small", "BAAI/bge-m3", "gemini-embedding-001", "m3e-base", "jina-embeddings-v3"])(
  "%s is tested by an embedding",
  (model) => {
    expect(buildTestBody(model, true)).toEqual({ endpoint: "embeddings", body: { model, input: "hi" } });
  },
);

it.each(["gpt-4o", "deepseek-chat", "claude-haiku-4-5", "llama3.2", "qwen-max"])(
  "%s is tested by a short chat",
  (model) => {
    expect(buildTestBody(model, false).body).toMatchObject({ model, max_tokens: 16 });
  },
);

it.each([
  "deepseek-reasoner",
  "deepseek-r1",
  "gemini-2.5-flash",
  "qwq-32b",
  "grok-4",
  "openai/gpt-oss-120b",
  "claude-sonnet-5",
])("%s gets room to think", (model) => {
  expect(buildTestBody(model, true).body).toMatchObject({ max_tokens: 1024, stream: true });
});

it.each(["o1", "o4-mini", "gpt-5-mini"])("%s is given its limit under the name it takes", (model) => {
  const { body } = buildTestBody(model, false);
  expect(body).toMatchObject({ max_completion_tokens: 1024 });
  expect(body).not.toHaveProperty("max_tokens");
});
