import { readdirSync, readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import type { Locale } from "@/components/i18n/locale";

type Values = Record<string, string | number | Date>;

/** Words of one language by their key in the catalogues: `say("user.actions.adjust")`. Throws for a key that is none. */
export type Say = (key: string, values?: Values) => string;

const folder = new URL("../components/i18n/messages/", import.meta.url);
const made = new Map<Locale, Say>();

export function messages(locale: Locale): Say {
  const known = made.get(locale);
  if (known) return known;
  const files = readdirSync(new URL(`${locale}/`, folder)).filter((file) => file.endsWith(".json"));
  const catalogue = Object.fromEntries(
    files.map((file) => [
      file.replace(/\.json$/, ""),
      JSON.parse(readFileSync(new URL(`${locale}/${file}`, folder), "utf8")),
    ]),
  );
  const translate = createTranslator({
    locale,
    messages: catalogue,
    timeZone: "UTC",
    onError: (error) => {
      throw error;
    },
  });
  const say: Say = (key, values) => translate(key, values);
  made.set(locale, say);
  return say;
}
