"use client";

import { useTranslations } from "next-intl";
import { SelectField, SwitchField } from "@/components/form/choice-fields";
import { DateTimeField } from "@/components/form/date-time-field";
import { TextField } from "@/components/form/text-fields";
import type { ZodForm } from "@/components/form/use-zod-form";
import { CONFIG_SCOPES } from "@/server/configuration/config/schema";
import type { ConfigPlateSchema, ConfigPlateValues } from "./config-form-schema";

export type PlateForm = ZodForm<(typeof ConfigPlateSchema)["_zod"]["input"], ConfigPlateValues>;

export function ConfigPlateFields({ form }: { form: PlateForm }) {
  const t = useTranslations("config");
  const { control } = form;
  const scopes = CONFIG_SCOPES.map((value) => ({
    value,
    label: t(`scopes.${value}`),
    description: t(`scopeHints.${value}`),
  }));
  return (
    <div className="grid max-w-2xl gap-4 sm:grid-cols-2">
      <TextField control={control} name="key" label={t("key")} description={t("keyHint")} isMono />
      <TextField control={control} name="name" label={t("name")} isOptional />
      <SelectField control={control} name="scope" label={t("scope")} options={scopes} />
      <DateTimeField
        control={control}
        name="expiresAt"
        label={t("expiresAt")}
        isOptional={form.watch("scope") !== "temporary"}
        presetsDays={[1, 7, 30]}
      />
      <SwitchField control={control} name="isActive" label={t("isActive")} className="sm:col-span-2" />
    </div>
  );
}
