"use client";

import { createTranslator, useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import english from "@/components/i18n/messages/en/requestCause.json";
import chinese from "@/components/i18n/messages/zh-CN/requestCause.json";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { useQuotaText } from "@/components/ui/money";
import { type CauseTexts, customerReply } from "./cause-text";
import type { RequestRecord } from "./request-record";

const LANGUAGES = ["en", "zh-CN"] as const;
type Language = (typeof LANGUAGES)[number];

/** Both languages are here whatever the console's: the customer's may be the other one. */
const TEXTS: Record<Language, CauseTexts> = {
  en: translatorOf("en", english),
  "zh-CN": translatorOf("zh-CN", chinese),
};

function translatorOf(locale: Language, messages: typeof english): CauseTexts {
  const translate = createTranslator({ locale, messages });
  return (key, values) => translate(key as Parameters<typeof translate>[0], values as never);
}

/** A text that support can send as it is, in the customer's language. */
export function CustomerReply({ request }: { request: RequestRecord }) {
  const t = useTranslations("inspect.reply");
  const locale = useLocale();
  const labelId = useId();
  const money = useQuotaText();
  const [language, setLanguage] = useState<Language>(locale === "zh-CN" ? "zh-CN" : "en");
  const text = customerReply(request, TEXTS[language], (units) => money(units, "auto"));
  return (
    <section aria-labelledby={labelId} className="flex flex-col gap-2 rounded-lg border border-border p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 id={labelId} className="flex-1 font-semibold">
          {t("title")}
        </h3>
        <fieldset className="flex items-center gap-1" aria-labelledby={labelId}>
          {LANGUAGES.map((one) => (
            <Button
              key={one}
              size="sm"
              variant={one === language ? "secondary" : "ghost"}
              aria-pressed={one === language}
              lang={one}
              onClick={() => setLanguage(one)}
            >
              {t(one)}
            </Button>
          ))}
        </fieldset>
        <CopyButton text={text} variant="secondary">
          {t("copy")}
        </CopyButton>
      </div>
      <p lang={language} className="whitespace-pre-line break-words text-fg-2">
        {text}
      </p>
    </section>
  );
}
