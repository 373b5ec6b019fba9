import { describe, expect, it } from "vitest";
import { firstIdAt, newId } from "@/server/kernel/ids";
import { decodePosition, encodePosition, idRangeOf, LAST_POSITION, timeOfId } from "./position";

describe("positions in time", () => {
  it("hold the instant of their id to the millisecond", () => {
    for (const at of [0, 1, 1_790_000_000_123]) expect(timeOfId(newId("req", at))).toBe(at);
  });

  it("of what has no time in it are 0", () => {
    for (const id of ["", "req_", "nonsense", LAST_POSITION]) expect(timeOfId(id)).toBe(0);
  });

  it("come back from a cursor as they went in", () => {
    for (const id of [newId("req"), firstIdAt("req", 0), LAST_POSITION])
      expect(decodePosition(encodePosition(id))).toBe(id);
  });

  it.each(["", "%%%", "cmVxXw", encodePosition("usr_01k"), encodePosition("req_' OR 1=1 --")])(
    "are refused as BAD_INPUT when nobody made them: %j",
    (cursor) => {
      expect(() => decodePosition(cursor)).toThrow(expect.objectContaining({ reason: "common.bad_cursor" }));
    },
  );
});

describe("a range of time", () => {
  it("is one of ids: its start belongs to it, its end does not", () => {
    const [from, to] = [new Date(1_000), new Date(2_000)];
    const range = idRangeOf({ from, to });
    expect(newId("req", 1_000) >= range.from && newId("req", 1_999) < range.before).toBe(true);
    expect(newId("req", 999) < range.from && newId("req", 2_000) >= range.before).toBe(true);
  });

  it("without ends holds every id", () => {
    const range = idRangeOf({});
    expect(newId("req") > range.from && newId("req") < range.before).toBe(true);
  });

  it.each([
    ["reversed", { from: new Date(2), to: new Date(1) }, "log.range_reversed"],
    ["before 1970", { from: new Date(-1) }, "log.range_absurd"],
    ["after the year 9999", { to: new Date(8_640_000_000_000_000) }, "log.range_absurd"],
  ])("that is %s is refused with its reason", (_name, range, reason) => {
    expect(() => idRangeOf(range)).toThrow(expect.objectContaining({ code: "BAD_INPUT", reason }));
  });
});
