import { expect, test } from "vitest";
import { negotiateLocale } from "./locale";
import { placeholdersOf } from "./testing/placeholders";

test.each([
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
  ["zh-TW", "zh-CN"],
  ["de-DE,de;q=0.9,en;q=0.5", "en"],
  ["en;q=0.4, zh;q=0.8", "zh-CN"],
  ["fr", null],
  ["", null],
])("a browser asking for %j is answered in %s", (header, locale) => expect(negotiateLocale(header)).toBe(locale));

test("parameters are found inside plural branches too", () => {
  expect(placeholdersOf("{count, plural, one {# of {total}} other {<b>#</b> of {total}}}")).toEqual([
    "<b>",
    "count",
    "total",
  ]);
});
