import { createTranslator } from "next-intl";
import { loadMessages } from "@/components/i18n/load-messages";
import { LOCALES, negotiateLocale } from "@/components/i18n/locale";
import type { WordReason } from "@/server/http/api/problem";
import { reasonKey } from "@/server/kernel/reason-key-schema";

/** The keys are the services' own, so no catalogue's type can name them. */
type Translate = { (key: string, values: Record<string, string | number>): string; has(key: string): boolean };

/** Words what a service says by the console's catalogues, in the language a caller asks for; else in English. */
export function reasonWording(headers: Headers): WordReason {
  const locale = negotiateLocale(headers.get("accept-language") ?? "") ?? LOCALES[0];
  return (reason, meta) => {
    const t = createTranslator({ locale, messages: loadMessages(locale) }) as unknown as Translate;
    const key = reasonKey(reason);
    if (key === null || !t.has(key)) return null;
    const values = Object.entries(meta).map(([name, value]) => [
      name,
      typeof value === "number" ? value : String(value ?? ""),
    ]);
    return t(key, Object.fromEntries(values));
  };
}
