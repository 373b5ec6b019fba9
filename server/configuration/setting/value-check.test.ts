import { expect, it } from "vitest";
import { checkedValue } from "./value-check";

it("names the line of the content filter that cannot be understood, and what is wrong with it", () => {
  const check = () => checkedValue("content.rules", ["a word", "regex:(unclosed"]);
  expect(check).toThrow(expect.objectContaining({ code: "BAD_INPUT", reason: "setting.invalid" }));
  try {
    check();
  } catch (error) {
    const { detail } = (error as { meta: { detail: string } }).meta;
    expect(detail).toMatch(/^line 2, regex:\(unclosed: .*missing closing/);
  }
});

it("gives every other value back as it is", () => {
  const rules = ["word", "regex:card \\d+"];
  expect(checkedValue("content.rules", rules)).toBe(rules);
  expect(checkedValue("gateway.retryMax", 3)).toBe(3);
});
