"use client";

import { useLocale, useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { SelectField, SwitchField } from "@/components/form/choice-fields";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { isLocale, LOCALE_NAMES, LOCALES } from "@/components/i18n/locale";
import { useTRPC } from "@/components/trpc/provider";
import { CURRENCIES, SetupSiteInput } from "@/server/identity/setup/schema";
import { StepForm } from "./step-form";

export function SiteStep({ onDone }: { onDone: () => void }) {
  const t = useTranslations("setup.site");
  const trpc = useTRPC();
  const locale = useLocale();
  const form = useZodForm({
    schema: SetupSiteInput,
    defaultValues: {
      name: "Gatehouse",
      currency: "USD",
      currencyRate: "1",
      defaultLocale: isLocale(locale) ? locale : "en",
      allowsLocalUpstreams: false,
    },
  });
  const currency = form.watch("currency");
  const save = useAction(trpc.setup.saveSite.mutationOptions(), { invalidate: [trpc.setting.pathFilter()] });
  return (
    <StepForm
      form={form}
      title={t("title")}
      description={t("description")}
      submitLabel={t("submit")}
      onSubmit={async (values) => {
        await save.call(values);
        onDone();
      }}
    >
      <TextField control={form.control} name="name" label={t("name")} className="max-w-sm" />
      <SelectField
        control={form.control}
        name="defaultLocale"
        label={t("locale")}
        className="max-w-sm"
        options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
      />
      <SelectField
        control={form.control}
        name="currency"
        label={t("currency")}
        className="max-w-sm"
        options={CURRENCIES.map((value) => ({ value, label: t(`currencies.${value}`) }))}
      />
      {currency === "CNY" || currency === "EUR" ? (
        <TextField
          control={form.control}
          name="currencyRate"
          label={t("rate", { currency: t(`currencies.${currency}`) })}
          description={t("rateHint")}
          inputMode="decimal"
          className="max-w-sm"
        />
      ) : null}
      <SwitchField control={form.control} name="allowsLocalUpstreams" label={t("local")} description={t("localHint")} />
    </StepForm>
  );
}
