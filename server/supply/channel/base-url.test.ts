import { expect, test } from "vitest";
import { parseBaseUrl } from "./base-url";

test.each([
  ["not an address", "channel.base_url_invalid"],
  ["ftp://files.example", "channel.base_url_scheme"],
  ["javascript:alert(1)", "channel.base_url_scheme"],
  ["https://user:secret@api.example/v1", "channel.base_url_credentials"],
])("%s is refused", (text, reason) => {
  expect(() => parseBaseUrl(text)).toThrow(expect.objectContaining({ reason }));
});

test("http and https are taken", () => {
  expect(parseBaseUrl("http://localhost:11434/v1").host).toBe("localhost:11434");
  expect(parseBaseUrl("https://api.openai.com").protocol).toBe("https:");
});
