import { expect, it } from "vitest";
import { shortenedKey } from "./shortened-key";

it("keeps nothing of a whole key but what the console shows of it", () => {
  expect(shortenedKey("sk-abcdEFGHijklMNOP1234wxyz")).toBe("sk-abcd…wxyz");
});

it("leaves everything else as it was pasted", () => {
  for (const text of ["sk-abcd", "sk-abcd…wxyz", "req_06f1", "someone@example.com", ""]) {
    expect(shortenedKey(text)).toBe(text);
  }
});
