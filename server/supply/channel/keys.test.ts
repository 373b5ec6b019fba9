import { expect, test } from "vitest";
import { upstreamKeyHint } from "./keys";

test("a key shows its ends; a short one shows less, so that its hint does not give it away", () => {
  expect(upstreamKeyHint("sk-proj-abcdefghijklmnop")).toBe("sk-p…mnop");
  expect(upstreamKeyHint("secret12")).toBe("…12");
  expect(upstreamKeyHint("")).toBe("");
});
