import { expect, test } from "vitest";
import { openText, sealText } from "./sealed-text";

const seal = { purpose: "test", name: "a" };

test("a sealed text opens under its own name and purpose, and not when a bit of it is changed", () => {
  const sealed = sealText("text äöü", seal);
  expect(sealed.includes("text")).toBe(false);
  expect(openText(sealed, seal)).toBe("text äöü");
  expect(openText(sealed, { ...seal, name: "b" })).toBeNull();
  expect(openText(sealed, { ...seal, purpose: "other" })).toBeNull();
  expect(openText(Buffer.alloc(3), seal)).toBeNull();
  for (const at of [0, 13, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(openText(changed, seal)).toBeNull();
  }
});
