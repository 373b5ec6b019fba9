"use client";

import { useTranslations } from "next-intl";
import { TagsField } from "@/components/form/choice-fields";
import { JsonField } from "@/components/form/json-field";
import { NumberField } from "@/components/form/number-field";
import { TextField } from "@/components/form/text-fields";
import type { ChannelForm } from "./channel-form-endpoint";

const LIMITS = ["requestsPerMinute", "concurrentRequests"] as const;
const TIMES = ["connectSeconds", "firstByteSeconds", "idleSeconds", "totalSeconds"] as const;

/** What differs here from the site's settings; most channels have nothing of it. */
export function AdvancedFields({ form }: { form: ChannelForm }) {
  const t = useTranslations("channel.form.advanced");
  const { control } = form;
  return (
    <section aria-label={t("title")} className="flex flex-col gap-4 border-border border-t pt-4">
      <div>
        <h3 className="font-semibold text-sm">{t("title")}</h3>
        <p className="text-fg-3 text-xs">{t("hint")}</p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {LIMITS.map((name) => (
          <NumberField
            key={name}
            control={control}
            name={name}
            label={t(name)}
            placeholder={t("unlimited")}
            min={1}
            isOptional
          />
        ))}
        {TIMES.map((name) => (
          <NumberField
            key={name}
            control={control}
            name={name}
            label={t(name)}
            placeholder={t("asSite")}
            min={1}
            unit={t("seconds")}
            isOptional
          />
        ))}
      </div>
      <NumberField
        control={control}
        name="retriesMax"
        label={t("retriesMax")}
        description={t("retriesMaxHint")}
        placeholder={t("asSite")}
        min={0}
        max={10}
        isOptional
      />
      <TagsField
        control={control}
        name="retryStatuses"
        label={t("retryStatuses")}
        description={t("retryStatusesHint")}
        isMono
        isOptional
      />
      <TextField
        control={control}
        name="proxy"
        label={t("proxy")}
        description={t("proxyHint")}
        placeholder="http://proxy.example.com:3128"
        isMono
        isOptional
      />
      <JsonField
        control={control}
        name="headers"
        label={t("headers")}
        description={t("headersHint")}
        placeholder='{ "x-team": "research" }'
        rows={3}
        isOptional
      />
    </section>
  );
}
