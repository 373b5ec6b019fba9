import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { LOCALES } from "./locale";
import { findUsedKeys } from "./testing/find-used-keys";
import { placeholdersOf } from "./testing/placeholders";

type Tree = { [key: string]: string | Tree };

const folder = (locale: string) => fileURLToPath(new URL(`./messages/${locale}/`, import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));

function flatten(tree: Tree, prefix: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${prefix}${key}`, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  );
}

function readCatalogue(locale: string): Map<string, string> {
  const files = readdirSync(folder(locale)).filter((file) => file.endsWith(".json"));
  return new Map(
    files.flatMap((file) =>
      flatten(JSON.parse(readFileSync(folder(locale) + file, "utf8")) as Tree, `${file.replace(/\.json$/, "")}.`),
    ),
  );
}

const catalogues = Object.fromEntries(LOCALES.map((locale) => [locale, readCatalogue(locale)]));
const english = catalogues.en ?? new Map<string, string>();

describe.each(LOCALES.filter((locale) => locale !== "en"))("%s", (locale) => {
  const other = catalogues[locale] ?? new Map<string, string>();

  test("says everything English says, and nothing else", () => {
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test("takes the same parameters", () => {
    const differing = [...english].filter(([key, text]) => {
      const translated = other.get(key);
      return translated !== undefined && placeholdersOf(text).join() !== placeholdersOf(translated).join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  test("leaves no text empty", () => {
    expect([...other].filter(([, text]) => !text.trim()).map(([key]) => key)).toEqual([]);
  });
});

test("every key the code names exists", () => {
  const used = findUsedKeys(root, ["app", "components"]);
  // A scan that finds nothing would pass for ever.
  expect(used.length).toBeGreaterThan(100);
  const missing = used.filter(
    ({ key }) => !english.has(key) && ![...english.keys()].some((k) => k.startsWith(`${key}.`)),
  );
  expect(missing.map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
});
