import { expect, test } from "vitest";
import { logsBehind, OTHER } from "./logs-behind";

const range = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-02T00:00:00Z") };
const queryOf = (href: string | null) => Object.fromEntries(new URL(href ?? "", "http://site").searchParams);

test("a bar leads to the logs of its hours, its value and the page's filter", () => {
  const href = logsBehind({ ...range, filter: { group: ["vip"] }, metric: "cost", by: "model", key: "gpt-4o" });
  expect(queryOf(href)).toEqual({
    range: "2026-11-01T00:00:00.000Z~2026-11-02T00:00:00.000Z",
    model: "gpt-4o",
    group: "vip",
  });
});

test("failed ones lead to every outcome that counts as failed", () => {
  const href = logsBehind({ ...range, filter: {}, metric: "errors", by: "none", key: null });
  expect(queryOf(href).outcome).toBe("upstream_error,timeout,refused,recovered");
});

test("the rest leads to everything but the series shown", () => {
  const input = { ...range, filter: {}, metric: "requests", by: "user", key: OTHER } as const;
  expect(queryOf(logsBehind({ ...input, shown: ["usr_1", "usr_2"] })).userIdNot).toBe("usr_1,usr_2");
});

test("what has no value cannot be looked up", () => {
  expect(logsBehind({ ...range, filter: {}, metric: "cost", by: "channel", key: "" })).toBeNull();
});
