import { expect, test } from "vitest";
import { hrefOfLogs } from "./href-of-logs";

const query = (href: string) => Object.fromEntries(new URL(href, "http://localhost").searchParams);

test("a link to the logs holds the filters as the page reads them", () => {
  const from = new Date("2026-11-01T00:00:00Z");
  const href = hrefOfLogs({ model: "a,b", status: ["4xx", "5xx"], channelIdNot: ["chn_1"], from });
  expect(query(href)).toEqual({
    model: "a%2Cb",
    status: "4xx,5xx",
    channelIdNot: "chn_1",
    range: "2026-11-01T00:00:00.000Z~",
  });
  expect(query(hrefOfLogs({ userId: "usr_1", last: "7d" }))).toEqual({ userId: "usr_1", range: "7d" });
  expect(hrefOfLogs({ model: "" })).toBe("/logs");
});
