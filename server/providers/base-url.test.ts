import { expect, it } from "vitest";
import { versionedBaseUrl } from "./base-url";

it.each([
  ["https://api.openai.com", "https://api.openai.com/v1"],
  ["https://api.openai.com/", "https://api.openai.com/v1"],
  ["https://api.openai.com/v1", "https://api.openai.com/v1"],
  ["https://api.openai.com/v1/", "https://api.openai.com/v1"],
  [" https://api.openai.com/v1/chat/completions ", "https://api.openai.com/v1"],
  ["https://api.openai.com/v1/models?limit=2", "https://api.openai.com/v1"],
  ["https://openrouter.ai/api", "https://openrouter.ai/api/v1"],
  ["https://open.bigmodel.cn/api/paas/v4", "https://open.bigmodel.cn/api/paas/v4"],
  ["https://x.googleapis.com/v1beta/openai", "https://x.googleapis.com/v1beta/openai"],
  ["https://v1.example.com", "https://v1.example.com/v1"],
  ["http://localhost:11434", "http://localhost:11434/v1"],
  ["http://[::1]:8000/v1", "http://[::1]:8000/v1"],
])("a base URL may be written %s", (typed, base) => {
  expect(versionedBaseUrl(typed, "v1")).toBe(base);
});
