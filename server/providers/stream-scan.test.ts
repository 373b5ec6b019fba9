import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseOpenAiUsage } from "./openai-shape/usage";
import { createStreamScan } from "./stream-scan";
import { cutAt, readFixture } from "./testing/fixture";

function run(pieces: Buffer[], stripUsage = false) {
  const scan = createStreamScan({ stripUsage, parseUsage: parseOpenAiUsage });
  const out = Buffer.concat([...pieces.map((piece) => scan.feed(piece)), scan.end()]).toString();
  return {
    out,
    usage: scan.usage(),
    isDone: scan.isDone(),
    hasFinishReason: scan.hasFinishReason(),
    hasError: scan.hasError(),
    contentBytes: scan.contentBytes(),
  };
}

const text = (value: string) => [Buffer.from(value)];
const openAi = readFixture("openai", "chat.stream.sse");

describe("a stream that passes through", () => {
  it("goes on byte for byte, and its usage and end are seen", () => {
    expect(run([openAi])).toEqual({
      out: openAi.toString(),
      usage: { promptTokens: 19, cachedTokens: 0, completionTokens: 10 },
      isDone: true,
      hasFinishReason: true,
      hasError: false,
      contentBytes: Buffer.byteLength('你好, \\"usage\\": {\\"prompt_tokens\\":9} 🌍!'),
    });
  });

  it("loses only the usage chunk when the client did not ask for it", () => {
    const { out, usage } = run([openAi], true);
    const without = openAi
      .toString()
      .split("\n\n")
      .filter((event) => !event.includes('"choices":[]'))
      .join("\n\n");
    expect(out).toBe(without);
    expect(usage?.promptTokens).toBe(19);
  });

  it("keeps a chunk that carries usage beside an answer", () => {
    const bytes = readFixture("openai", "openrouter.stream.sse");
    const { out, usage, contentBytes } = run([bytes], true);
    expect(out).toBe(bytes.toString());
    expect(usage).toEqual({ promptTokens: 12, cachedTokens: 0, completionTokens: 40 });
    expect(contentBytes).toBe("Let me think42".length);
  });

  it("keeps Azure's first chunk, which has no choices but is no usage chunk", () => {
    const bytes = readFixture("azure", "chat.stream.sse");
    const { out, usage } = run([bytes], true);
    expect(out).toContain("prompt_filter_results");
    expect(out).not.toContain('"prompt_tokens":8');
    expect(usage).toEqual({ promptTokens: 8, cachedTokens: 0, completionTokens: 1 });
  });

  it("never gives out half an event, so that an error of ours cannot land inside one", () => {
    const scan = createStreamScan({ stripUsage: false, parseUsage: parseOpenAiUsage });
    expect(scan.feed(Buffer.from('data: {"a"')).length).toBe(0);
    expect(scan.feed(Buffer.from(':1}\n\ndata: {"b')).toString()).toBe('data: {"a":1}\n\n');
  });

  it("is not done because the answer says so", () => {
    expect(run(text('data: {"choices":[{"delta":{"content":"data: [DONE]"}}]}\n\n')).isDone).toBe(false);
    expect(run(text("data:[DONE]\r\n\r\n")).isDone).toBe(true);
    expect(run(text("data: [DONE]")).isDone).toBe(true);
  });

  it("shows an error the upstream sends inside it, not one the answer quotes", () => {
    expect(run(text('data: {"error":{"message":"overloaded"}}\n\n')).hasError).toBe(true);
    expect(run(text('data: {"error":null,"choices":[{"delta":{"content":"\\"error\\":{"}}]}\n\n')).hasError).toBe(
      false,
    );
  });

  it("counts tool arguments and spaced JSON too", () => {
    expect(
      run(
        text(
          'data: {"choices": [{"delta": {"content": null, "tool_calls": [{"function": {"arguments": "{\\"a\\":1}"}}]}}]}\n\n',
        ),
      ).contentBytes,
    ).toBe('{\\"a\\":1}'.length);
  });

  it.each(["openai/chat.stream.sse", "openai/openrouter.stream.sse", "azure/chat.stream.sse"])(
    "%s reads the same however it is cut, with any line ends",
    (name) => {
      const [vendor = "", file = ""] = name.split("/");
      const source = readFixture(vendor, file).toString();
      fc.assert(
        fc.property(
          fc.array(fc.nat(), { maxLength: 20 }),
          fc.boolean(),
          fc.constantFrom("\n", "\r\n"),
          (places, strips, eol) => {
            const bytes = Buffer.from(source.replaceAll("\n", eol));
            expect(run(cutAt(bytes, places), strips)).toEqual(run([bytes], strips));
          },
        ),
      );
    },
  );
});
