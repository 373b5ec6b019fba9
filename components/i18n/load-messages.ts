import type { Locale } from "./locale";

export type MessageTree = { [key: string]: string | MessageTree };

// The bundler lists the folder at build time, so a namespace is added by adding its file in each language.
const files = import.meta.glob<MessageTree>("./messages/*/*.json", { eager: true, import: "default" });

const catalogues = new Map<string, MessageTree>();

for (const [path, tree] of Object.entries(files)) {
  const [, , locale = "", file = ""] = path.split("/");
  const catalogue = catalogues.get(locale) ?? {};
  catalogue[file.replace(/\.json$/, "")] = tree;
  catalogues.set(locale, catalogue);
}

/** All namespaces of a language: `{ <file name>: <its content> }`. */
export function loadMessages(locale: Locale): MessageTree {
  return catalogues.get(locale) ?? {};
}
