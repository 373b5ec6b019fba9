import fc from "fast-check";
import { expect, test } from "vitest";
import { KnownChanges } from "./known-changes";

type Version = { accountId: string | null };

/** What a look reads: the versions after `from`, known back to the last change of all accounts. */
function lookAt(history: readonly Version[], from: number | null) {
  const to = history.length;
  const lastOfAll = history.findLastIndex(({ accountId }) => accountId === null) + 1;
  const completeFrom = BigInt(Math.max(lastOfAll, from ?? 0));
  const rows = history.flatMap(({ accountId }, index) => {
    const version = BigInt(index + 1);
    return accountId === null || version <= completeFrom ? [] : [{ version, accountId }];
  });
  return { topic: "access", from: from === null ? null : BigInt(from), to: BigInt(to), completeFrom, rows };
}

test("whatever is called current is as it was when it was stamped, and what nobody touched since is called so", () => {
  const change = fc.record({ accountId: fc.option(fc.constantFrom("a", "b", "c"), { nil: null, freq: 6 }) });
  const steps = fc.array(fc.array(change, { maxLength: 4 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(steps, fc.nat(), (looks, stampSeed) => {
      const known = new KnownChanges();
      const history: Version[] = [];
      let from: number | null = null;
      for (const changes of looks) {
        history.push(...changes);
        known.take([lookAt(history, from)]);
        from = history.length;
      }
      const stamp = stampSeed % (history.length + 2);
      for (const accountId of ["a", "b", "c"]) {
        const since = history.slice(stamp);
        const isTouched = since.some((one) => one.accountId === accountId || one.accountId === null);
        const isCurrent = known.isCurrent({ access: String(stamp) }, accountId);
        if (isTouched || stamp > history.length) expect(isCurrent).toBe(false);
        else if (stamp >= history.findLastIndex((one) => one.accountId === null) + 1) expect(isCurrent).toBe(true);
      }
    }),
  );
});

test("nothing is current before the first look, of an unknown topic, or of counters that went back", () => {
  const known = new KnownChanges();
  expect(known.stamp).toBeNull();
  expect(known.isCurrent({ access: "0" }, "a")).toBe(false);
  known.take([{ topic: "access", from: null, to: 9n, completeFrom: 5n, rows: [] }]);
  expect(known.stamp).toEqual({ access: "9" });
  expect(known.isCurrent({}, "a")).toBe(false);
  expect(known.isCurrent({ access: "4" }, "a")).toBe(false);
  expect(known.isCurrent({ access: "5" }, "a")).toBe(true);
  known.take([{ topic: "access", from: 9n, to: 3n, completeFrom: 3n, rows: [] }]);
  expect(known.isCurrent({ access: "5" }, "a")).toBe(false);
});

test("accounts that changed longest ago are forgotten first, and nothing from before them counts", () => {
  const known = new KnownChanges();
  const rows = Array.from({ length: 20_010 }, (_, index) => ({
    version: BigInt(index + 1),
    accountId: `usr_${index}`,
  }));
  known.take([{ topic: "access", from: 0n, to: 20_010n, completeFrom: 0n, rows }]);
  expect(known.isCurrent({ access: "9" }, "usr_x")).toBe(false);
  expect(known.isCurrent({ access: "10" }, "usr_x")).toBe(true);
  expect(known.isCurrent({ access: "10" }, "usr_10")).toBe(false);
});
