import { describe, expect, it } from "vitest";
import { BodyCapture } from "./body-capture";

describe("the bodies of a request", () => {
  it("are kept whole below the limit", () => {
    const capture = new BodyCapture(10);
    capture.received(Buffer.from("question"));
    capture.sent("ans");
    capture.sent(Buffer.from("wer"));
    expect(capture.request).toEqual({ text: "question", byteCount: 8, isCut: false });
    expect(capture.response).toEqual({ text: "answer", byteCount: 6, isCut: false });
  });

  it("are cut at the limit, say how long they were, and end with a whole character", () => {
    const capture = new BodyCapture(4);
    capture.received(Buffer.from("ab中c"));
    for (const piece of ["abc", "def", "ghi"]) capture.sent(piece);
    expect(capture.request).toEqual({ text: "ab", byteCount: 6, isCut: true });
    expect(capture.response).toEqual({ text: "abcd", byteCount: 9, isCut: true });
    expect(capture.byteCount).toBe(8);
  });

  it("are nothing where nothing came or went", () => {
    const capture = new BodyCapture(4);
    expect([capture.request, capture.response, capture.byteCount]).toEqual([null, null, 0]);
  });
});
