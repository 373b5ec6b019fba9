import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { LOCALES } from "@/components/i18n/locale";
import { KINDS } from "@/server/configuration/revision/kinds";
import { CreateOwnProviderInput } from "@/server/supply/own-provider/schema";
import { PROVIDER_FORMS } from "@/server/supply/provider/schema";
import { type Words, wordField } from "./field-words";

type Tree = { [key: string]: string | Tree };

function wordsOf(locale: string): Words {
  const read = (name: string): Tree =>
    JSON.parse(readFileSync(new URL(`../../i18n/messages/${locale}/${name}.json`, import.meta.url), "utf8"));
  const catalogue: Tree = { revision: read("revision"), providers: read("providers") };
  const find = (key: string) =>
    key
      .split(".")
      .reduce<string | Tree | undefined>((at, name) => (typeof at === "object" ? at[name] : undefined), catalogue);
  const word = (key: string) => String(find(key));
  return Object.assign(word, { has: (key: string) => find(key) !== undefined });
}

type Node = { properties?: Record<string, Node>; anyOf?: Node[]; oneOf?: Node[] };

/** The paths at which two contents of a schema can differ: down to what is no object of named fields. */
function pathsOf(schema: z.ZodType): string[] {
  return [...new Set(leaves(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node, ""))];
}

function leaves(node: Node, path: string): string[] {
  const variants = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].filter(({ properties }) => properties);
  if (variants.length > 0) return variants.flatMap((variant) => leaves(variant, path));
  if (!node.properties) return [path];
  return Object.entries(node.properties).flatMap(([name, inner]) =>
    leaves(inner, path === "" ? name : `${path}.${name}`),
  );
}

const FIELDS = [
  ...KINDS.flatMap(({ kind, schema }) => pathsOf(schema).map((path) => ({ kind, path }))),
  ...Object.values(PROVIDER_FORMS).flatMap(({ settings }) =>
    pathsOf(settings).map((path) => ({ kind: "channel", path: `settings.${path}` })),
  ),
  // A customer's provider has the history of a channel, and fields of its own.
  ...pathsOf(CreateOwnProviderInput).map((path) => ({ kind: "channel", path })),
];

test.each(LOCALES)("every field of everything that has a history is worded in %s", (locale) => {
  const t = wordsOf(locale);
  const raw = FIELDS.filter((field) => wordField(t, field)?.rest !== "").map(({ kind, path }) => `${kind}: ${path}`);
  expect(raw).toEqual([]);
});

test("the fields that are looked at are those inside, too", () => {
  const paths = FIELDS.map(({ kind, path }) => `${kind}: ${path}`);
  expect(paths).toContain("plan: terms.limits.periodQuota");
  expect(paths).toContain("channel: timeouts.idleSeconds");
  expect(paths).toContain("channel: settings.safetyThreshold");
  expect(paths).toContain("channel: features");
});

test("what names data stays as it is behind the words", () => {
  const t = wordsOf("en");
  expect(wordField(t, { kind: "channel", path: "modelMapping.gpt-4.1" })).toEqual({
    words: ["Model mapping"],
    rest: "gpt-4.1",
  });
  expect(wordField(t, { kind: "channel", path: "settings.apiVersion" })).toEqual({
    words: ["Provider settings", "API version"],
    rest: "",
  });
  expect(wordField(t, { kind: "template", path: "definition.schema.properties.url" })).toEqual({
    words: ["Definition", "Schema"],
    rest: "properties.url",
  });
  expect(wordField(t, { kind: "plan", path: "unheard.of" })).toBeNull();
});
