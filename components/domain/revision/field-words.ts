import { PROVIDER_FORMS } from "@/server/supply/provider/schema";

/** A catalogue from its root. The keys are made of fields' names, so no catalogue's type can name them. */
export type Words = { (key: string): string; has(key: string): boolean };

const PROVIDERS = Object.keys(PROVIDER_FORMS);

/**
 * A field of an object in words, from its kind and path: what is worded of the path, and the rest of it, which names data
 * (a model in a mapping) and stays as it is. Null where not even the path's head is worded.
 */
export function wordField(t: Words, { kind, path }: { kind: string; path: string }) {
  const [head = "", ...inner] = path.split(".");
  const headKey = [`revision.fields.${kind}.${head}`, `revision.fields.any.${head}`].find((key) => t.has(key));
  if (headKey === undefined) return null;
  for (let length = inner.length; length > 0; length -= 1) {
    const key = keyOfPart(t, kind, [head, ...inner.slice(0, length)]);
    if (key !== undefined) return { words: [t(headKey), t(key)], rest: inner.slice(length).join(".") };
  }
  return { words: [t(headKey)], rest: inner.join(".") };
}

/** The settings of a provider have their words in its form; the same name means the same with each of them. */
function keyOfPart(t: Words, kind: string, names: readonly string[]): string | undefined {
  const [head, name, ...more] = names;
  const ofProviders =
    kind === "channel" && head === "settings" && more.length === 0
      ? PROVIDERS.map((provider) => `providers.${provider}.${name}.label`)
      : [];
  return [`revision.parts.${kind}.${names.join("_")}`, ...ofProviders].find((key) => t.has(key));
}
