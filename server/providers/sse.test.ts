import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SseEvent } from "./contract";
import { createSseParser } from "./sse";
import { cutAt } from "./testing/fixture";

function parse(...pieces: (string | Buffer)[]): SseEvent[] {
  const parser = createSseParser();
  return [...pieces.flatMap((piece) => parser.feed(Buffer.from(piece))), ...parser.end()];
}

describe("a text/event-stream", () => {
  it("gives one event for each blank line", () => {
    expect(parse("data: a\n\nevent: x\ndata: b\n\n")).toEqual([{ data: "a" }, { event: "x", data: "b" }]);
  });

  it.each(["\n", "\r\n", "\r"])("may end its lines with %j", (eol) => {
    expect(parse(`event: x${eol}data: a${eol}${eol}data: b${eol}${eol}`)).toEqual([
      { event: "x", data: "a" },
      { data: "b" },
    ]);
  });

  it("joins several data lines, takes one space after the colon, and knows fields without one", () => {
    expect(parse("data:a\ndata:  b\ndata\n\n")).toEqual([{ data: "a\n b\n" }]);
  });

  it("has comments, ids and unknown fields, which are nothing to us", () => {
    expect(parse(": ping\n\nid: 1\nretry: 5\nfoo: bar\ndata: a\n\n")).toEqual([{ data: "a" }]);
  });

  it("may begin with a byte order mark", () => {
    expect(parse("\ufeffdata: a\n\n")).toEqual([{ data: "a" }]);
  });

  it("may leave out the last blank line", () => {
    expect(parse("data: a\n\ndata: [DONE]")).toEqual([{ data: "a" }, { data: "[DONE]" }]);
  });

  it("is refused when a line never ends", () => {
    const parser = createSseParser();
    const piece = Buffer.alloc(3 * 1024 * 1024, "x");
    expect(() => [piece, piece, piece].map((part) => parser.feed(part))).toThrow(/8 MiB/);
  });

  it("means the same however its bytes are cut", () => {
    const line = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => `data: ${text.replace(/[\r\n]/g, "")}`),
      fc.constantFrom("", "", ": ping", "event: delta", "data: 你好🌍", "data", "id: 3"),
    );
    const stream = fc.array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 30 });
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 12 }), (lines, places) => {
        const bytes = Buffer.from(lines.flat().join(""));
        expect(parse(...cutAt(bytes, places))).toEqual(parse(bytes));
      }),
    );
  });
});
