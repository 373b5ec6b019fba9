import { expect, test } from "vitest";
import { copyKey } from "./copy-key";

test("a copy is named after what it is a copy of, with the first number that is free", () => {
  expect(copyKey("default", ["default"])).toBe("default-copy");
  expect(copyKey("default", ["default", "default-copy"])).toBe("default-copy-2");
  expect(copyKey("default", ["default-copy", "default-copy-2", "default-copy-4"])).toBe("default-copy-3");
});

test("a copy of a copy counts on", () => {
  expect(copyKey("default-copy-2", ["default-copy", "default-copy-2"])).toBe("default-copy-3");
  expect(copyKey("photocopy", [])).toBe("photocopy-copy");
});

test("a key that differs in case alone is taken", () => {
  expect(copyKey("Default", ["default-COPY"])).toBe("Default-copy-2");
});

test("a long key is cut, so that it stays one", () => {
  const long = "k".repeat(100);
  expect(copyKey(long, [])).toBe(`${"k".repeat(95)}-copy`);
  expect(copyKey(long, [`${"k".repeat(95)}-copy`])).toBe(`${"k".repeat(93)}-copy-2`);
});
