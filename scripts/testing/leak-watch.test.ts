import { expect, test } from "vitest";
import { LeakWatch } from "./leak-watch.mjs";
import { PLANTED_MARK } from "./planted-mark.mjs";

test("finds a planted secret in output, also where it comes in two pieces, and counts it once", () => {
  const watch = new LeakWatch();
  watch.read(`a harmless line\nkey=${PLANTED_MARK.slice(0, 5)}`);
  expect(watch.leaks).toEqual([]);
  watch.read(`${PLANTED_MARK.slice(5)}-1\nanother line\n`);
  expect(watch.leaks).toHaveLength(1);
  watch.read(`token: ${PLANTED_MARK}`);
  expect(watch.leaks).toEqual([expect.any(String), "token: "]);
});

test("takes nothing for a secret that is none", () => {
  const watch = new LeakWatch();
  watch.read(PLANTED_MARK.slice(0, -1));
  watch.read(" and no more");
  expect(watch.leaks).toEqual([]);
});
