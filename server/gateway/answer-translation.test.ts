import { describe, expect, it } from "vitest";
import { anthropicProvider } from "@/server/providers/anthropic/provider";
import { translate } from "./answer-stream";

const event = (type: string, fields: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
const ANSWER = [
  event("message_start", {
    message: { id: "msg_1", model: "claude", role: "assistant", usage: { input_tokens: 9, output_tokens: 1 } },
  }),
  event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
  event("content_block_delta", { index: 0, delta: { type: "text_delta", text: "Hi" } }),
  event("content_block_stop", { index: 0 }),
  event("message_delta", { delta: { stop_reason: "end_turn" }, usage: { output_tokens: 4 } }),
  event("message_stop", {}),
].join("");

function translated(includeUsage: boolean): string {
  const stream = translate(anthropicProvider, { endpoint: "chat", model: "claude", includeUsage });
  return stream.feed(Buffer.from(ANSWER)).toString() + stream.end().toString();
}

describe("a stream in another vendor's words", () => {
  it("ends with the usage for a client that asked for it", () => {
    expect(translated(true)).toMatch(/"prompt_tokens":9.*"completion_tokens":4/);
  });

  it("tells nobody the usage who did not ask", () => {
    expect(translated(false)).toContain('"content":"Hi"');
    expect(translated(false)).not.toContain("prompt_tokens");
  });
});
