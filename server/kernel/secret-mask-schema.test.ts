import { expect, test } from "vitest";
import { upstreamKeyHint } from "@/server/supply/channel/keys";
import { UpstreamKey } from "@/server/supply/channel/schema";
import { secretMark } from "./secret-mark";
import { isSecretMask } from "./secret-mask-schema";

const KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz";

test.each(["********", "••••", "sk-****cret", "xxxx", " *** ", "[redacted]", secretMark(KEY), upstreamKeyHint(KEY)])(
  "%s stands in a secret's place, and is no upstream key",
  (shown) => {
    expect(isSecretMask(shown)).toBe(true);
    expect(UpstreamKey.safeParse(shown).success).toBe(false);
  },
);

test.each([KEY, "sk-x1", "a**b", "xx", "secret:short", "p*ssw*rd"])("%s is a secret", (secret) => {
  expect(isSecretMask(secret)).toBe(false);
  expect(UpstreamKey.safeParse(secret).success).toBe(true);
});
