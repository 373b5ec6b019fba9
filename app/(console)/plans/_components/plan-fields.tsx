"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { SelectField, SwitchField, TagsField } from "@/components/form/choice-fields";
import { MinorAmountField } from "@/components/form/minor-amount-field";
import { NumberField } from "@/components/form/number-field";
import { QuotaField } from "@/components/form/quota-field";
import { TextareaField, TextField } from "@/components/form/text-fields";
import type { ZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { PLAN_CURRENCIES, PLAN_PERIODS } from "@/server/money/plan/schema";
import type { PlanValues } from "./plan-form-schema";

type Control = ZodForm<PlanValues, PlanValues>["control"];

/** What may change without a new version. */
export function PlanPlateFields({ control }: { control: Control }) {
  const t = useTranslations("plan");
  return (
    <>
      <TextField control={control} name="name" label={t("form.name")} maxLength={64} isAutoFocus />
      <TextareaField
        control={control}
        name="description"
        label={t("columns.description")}
        description={t("form.descriptionHint")}
        isOptional
        rows={2}
      />
      <NumberField
        control={control}
        name="position"
        label={t("columns.position")}
        description={t("form.positionHint")}
        min={0}
      />
      <SwitchField control={control} name="isActive" label={t("form.isActive")} description={t("form.isActiveHint")} />
    </>
  );
}

/** What a version fixes for good. */
export function PlanTermsFields({ control, currency }: { control: Control; currency: string }) {
  const t = useTranslations("plan");
  const groups = useQuery(useTRPC().group.list.queryOptions());
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[1fr_auto_auto]">
        <MinorAmountField
          control={control}
          name="priceMinor"
          label={t("columns.price")}
          description={t("form.priceHint")}
          currency={currency}
        />
        <SelectField
          control={control}
          name="currency"
          label={t("form.currency")}
          options={PLAN_CURRENCIES.map((value) => ({ value, label: value }))}
        />
        <SelectField
          control={control}
          name="period"
          label={t("form.period")}
          options={PLAN_PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))}
        />
      </div>
      <AllowanceFields control={control} />
      <TagsField
        control={control}
        name="groupNames"
        label={t("columns.groups")}
        description={t("form.groupsHint")}
        isOptional
        isStrict
        options={(groups.data ?? []).map((group) => ({ value: group.name, label: group.displayName }))}
      />
      <TextareaField
        control={control}
        name="texts"
        label={t("form.texts")}
        description={t("form.textsHint")}
        isOptional
        rows={3}
      />
      <TextareaField
        control={control}
        name="monthly"
        label={t("form.monthly")}
        description={t("form.monthlyHint")}
        isOptional
        rows={3}
      />
    </>
  );
}

function AllowanceFields({ control }: { control: Control }) {
  const t = useTranslations("plan.form");
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-2 font-semibold">{t("allowances")}</legend>
      <p className="text-fg-2 text-xs">{t("allowancesHint")}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        {(["periodQuota", "week", "day", "hours5"] as const).map((name) => (
          <QuotaField key={name} control={control} name={name} label={t(`allowance.${name}`)} isOptional />
        ))}
      </div>
    </fieldset>
  );
}
