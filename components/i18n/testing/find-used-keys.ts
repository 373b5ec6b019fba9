import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type UsedKey = { file: string; key: string };

const TRANSLATOR =
  /(?:const|let)\s+(\w+)\s*=\s*(?:await\s+)?(?:useTranslations|getTranslations)\(\s*(?:"([^"]*)")?\s*\)/g;

/**
 * Every message key named by a plain string in the code: `t("key")` where `t` comes from `useTranslations("ns")` or
 * `getTranslations("ns")` in the same file. Computed keys, and translators handed on as arguments, are not seen.
 */
export function findUsedKeys(root: string, folders: readonly string[]): UsedKey[] {
  return folders.flatMap((folder) => sourceFiles(root, folder)).flatMap((file) => keysOf(root, file));
}

function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => join(folder, file));
}

function keysOf(root: string, file: string): UsedKey[] {
  const source = readFileSync(join(root, file), "utf8");
  const namespaces = new Map<string, Set<string>>();
  for (const [, name = "", namespace = ""] of source.matchAll(TRANSLATOR)) {
    namespaces.set(name, (namespaces.get(name) ?? new Set()).add(namespace));
  }
  return [...namespaces].flatMap(([name, spaces]) => {
    // One name bound to two namespaces in a file: which one a call means is not to be told from its text.
    const [namespace] = spaces;
    if (namespace === undefined || spaces.size > 1) return [];
    const calls = source.matchAll(new RegExp(`\\b${name}(?:\\.rich)?\\(\\s*"([^"]+)"`, "g"));
    return [...calls].map(([, key = ""]) => ({ file, key: namespace ? `${namespace}.${key}` : key }));
  });
}
