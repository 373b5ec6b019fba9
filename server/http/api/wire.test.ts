import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Fault, fromWire, snakeCase, toWire } from "./wire";

const Inner = z.object({ isUnlimited: z.boolean(), at: z.date().nullable() });
const Record = z.object({
  quotaUnits: z.bigint(),
  inners: z.array(Inner),
  byModel: z.record(z.string(), z.bigint()),
  choice: z.union([z.object({ entryId: z.string() }), z.object({ jobId: z.string() })]),
  anything: z.unknown(),
});

const record = fc.record({
  quotaUnits: fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }),
  inners: fc.array(fc.record({ isUnlimited: fc.boolean(), at: fc.option(anyDate()) })),
  byModel: fc.dictionary(fc.constantFrom("gpt-4o", "userId", "a/b"), fc.bigInt({ min: 0n, max: 10n ** 15n })),
  choice: fc.oneof(fc.record({ entryId: fc.string() }), fc.record({ jobId: fc.string() })),
  anything: fc.jsonValue(),
});

function anyDate() {
  return fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
}

test("what leaves as JSON comes back the same", () => {
  fc.assert(
    fc.property(record, (value) => {
      const faults: Fault[] = [];
      const json = JSON.parse(JSON.stringify(toWire(Record, value)));
      const back = Record.parse(fromWire(Record, json, { faults, isText: false }));
      expect(faults).toEqual([]);
      expect(back).toEqual({ ...value, anything: JSON.parse(JSON.stringify(value.anything)) });
    }),
  );
});

test("names are written in snake_case, and those of a map stay", () => {
  expect(["userId", "isAutoBan", "hours5", "base"].map(snakeCase)).toEqual([
    "user_id",
    "is_auto_ban",
    "hours5",
    "base",
  ]);
  const wire = toWire(Record, {
    quotaUnits: 5n,
    inners: [],
    byModel: { userId: 1n },
    choice: { jobId: "job_1" },
    anything: { userId: 1 },
  });
  expect(wire).toEqual({
    quota_units: "5",
    inners: [],
    by_model: { userId: "1" },
    choice: { job_id: "job_1" },
    anything: { userId: 1 },
  });
});

test("what the schema does not name never leaves", () => {
  expect(toWire(Inner, { isUnlimited: true, at: null, passwordHash: "x" })).toEqual({ is_unlimited: true, at: null });
});

test("a name that no field has, and a zero byte, are faults with their path", () => {
  const faults: Fault[] = [];
  fromWire(Record, { quotaUnits: "5", inners: [{ is_unlimited: "\0" }] }, { faults, isText: false });
  expect(faults).toEqual([
    { path: "quotaUnits", code: "unknown_field" },
    { path: "inners.0.is_unlimited", code: "zero_byte" },
  ]);
});

test("text of an address becomes what the field is, and nothing else", () => {
  const read = (value: unknown) =>
    fromWire(z.object({ n: z.number(), b: z.boolean() }), value, { faults: [], isText: true });
  expect(read({ n: "12", b: "true" })).toEqual({ n: 12, b: true });
  expect(read({ n: "0x10", b: "yes" })).toEqual({ n: "0x10", b: "yes" });
});
