import { expect, test } from "vitest";
import { takingTurns } from "./turns";

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("lets so many in at once, the rest in the order they came", async () => {
  const inTurn = takingTurns(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const works = [0, 1, 2, 3].map((index) =>
    inTurn(async () => {
      begun.push(index);
      await new Promise<void>((resolve) => {
        ends[index] = resolve;
      });
      return index;
    }),
  );
  await settled();
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  await settled();
  for (const end of ends) end();
  expect(await Promise.all(works)).toEqual([0, 1, 2, 3]);
});

test("gives the turn on when somebody fails", async () => {
  const inTurn = takingTurns(1);
  const failing = inTurn(() => Promise.reject(new Error("broken")));
  const next = inTurn(() => Promise.resolve("in"));
  await expect(failing).rejects.toThrow("broken");
  expect(await next).toBe("in");
});
