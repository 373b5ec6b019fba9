import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor, toPage } from "./keyset";

const row = (id: string, at: number) => ({ id, createdAt: new Date(at) });

describe("keyset pages", () => {
  it("end where no further row was read", () => {
    expect(toPage([row("b", 2), row("a", 1)], 2, (item) => item.id)).toEqual({ items: ["b", "a"], nextCursor: null });
  });

  it("go on after the last row shown, by instant and id", () => {
    const page = toPage([row("c", 2), row("b", 2), row("a", 1)], 2, (item) => item.id);
    expect(page.items).toEqual(["c", "b"]);
    expect(decodeCursor(page.nextCursor ?? "")).toEqual({ at: new Date(2), id: "b" });
  });

  it("refuse a cursor that nobody made", () => {
    expect(() => decodeCursor("nonsense")).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
    expect(() => decodeCursor(Buffer.from('["x"]').toString("base64url"))).toThrow();
  });

  it("round-trip their instant to the millisecond", () => {
    const at = new Date(1_700_000_000_123);
    expect(decodeCursor(encodeCursor(at, "req_x")).at).toEqual(at);
  });
});
