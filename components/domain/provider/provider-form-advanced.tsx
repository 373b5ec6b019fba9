"use client";

import { useTranslations } from "next-intl";
import { SwitchField, TagsField } from "@/components/form/choice-fields";
import { JsonField } from "@/components/form/json-field";
import { NumberField } from "@/components/form/number-field";
import { OWN_PROVIDER_FEATURES } from "@/server/supply/own-provider/schema";
import type { ProviderForm } from "./provider-form-fields";

/** Whether it is asked, and in which order. */
export function OrderFields({ form, isNew }: { form: ProviderForm; isNew?: boolean }) {
  const t = useTranslations("ownProvider.form");
  const { control } = form;
  return (
    <>
      <SwitchField control={control} name="isEnabled" label={t("isEnabled")} />
      {isNew ? (
        <SwitchField control={control} name="isDefault" label={t("isDefault")} description={t("isDefaultHint")} />
      ) : null}
      <NumberField control={control} name="priority" label={t("priority")} description={t("priorityHint")} />
    </>
  );
}

const TIMES = ["connectSeconds", "firstByteSeconds", "idleSeconds", "totalSeconds"] as const;
const LIMITS = ["requestsPerMinute", "concurrentRequests"] as const;

/** What most never touch. */
export function AdvancedFields({ form }: { form: ProviderForm }) {
  const t = useTranslations("ownProvider.form");
  const features = useTranslations("ownProvider.features");
  const { control } = form;
  return (
    <section aria-label={t("advanced")} className="flex flex-col gap-4 border-border border-t pt-4">
      <h3 className="font-semibold text-sm">{t("advanced")}</h3>
      <TagsField
        control={control}
        name="features"
        label={t("features")}
        description={t("featuresHint")}
        options={OWN_PROVIDER_FEATURES.map((value) => ({ value, label: features(value) }))}
        isStrict
        isOptional
      />
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
            placeholder={t("siteDefault")}
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
        placeholder={t("siteDefault")}
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
