import { expect, test } from "vitest";
import { curlOfLog } from "./curl-of-log";

const origin = "https://gate.example.com";

test("a request becomes a command for its endpoint, without key or words", () => {
  expect(curlOfLog({ endpoint: "chat", model: "gpt-4o", isStream: true }, origin)).toBe(
    [
      "curl https://gate.example.com/v1/chat/completions \\",
      '  -H "Authorization: Bearer sk-…" \\',
      '  -H "Content-Type: application/json" \\',
      `  -d '{"model":"gpt-4o","messages":[{"role":"user","content":"…"}],"stream":true}'`,
    ].join("\n"),
  );
  expect(curlOfLog({ endpoint: "models", model: "", isStream: false }, origin)).not.toContain("-d");
  expect(curlOfLog({ endpoint: "embeddings", model: "e", isStream: false }, origin)).toContain('"input"');
});

test("a model's name cannot end the quotation of the shell", () => {
  const curl = curlOfLog({ endpoint: "chat", model: "x'; rm -rf /; '", isStream: false }, origin);
  expect(curl).toContain(`"model":"x'\\''; rm -rf /; '\\''"`);
});
