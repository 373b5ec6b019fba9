"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Control, useWatch } from "react-hook-form";
import { newIdempotencyKey } from "@/components/domain/ledger/idempotency-key";
import { useAction } from "@/components/feedback/use-action";
import { RadioField } from "@/components/form/choice-fields";
import { DateTimeField } from "@/components/form/date-time-field";
import { FormSheet } from "@/components/form/form-overlay";
import { NumberField } from "@/components/form/number-field";
import { QuotaField } from "@/components/form/quota-field";
import { TextareaField, TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { useQuotaText } from "@/components/ui/money";
import { BATCH_KINDS, CODES_A_BATCH_MAX } from "@/server/money/redemption/schema";
import { type BatchFormValues, countsOf, EMPTY_BATCH, toBatchInput, useBatchForm } from "./batch-form";

type BatchControl = Control<BatchFormValues, unknown, BatchFormValues>;

/** Makes a batch: random codes in the background, or one code in somebody's own words at once. */
export function BatchCreateSheet(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("redemption.form");
  const trpc = useTRPC();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const form = useZodForm({ schema: useBatchForm(), defaultValues: EMPTY_BATCH });
  const create = useAction(trpc.redemption.createBatch.mutationOptions(), {
    success: (_, { name, customCode }) =>
      customCode ? t("createdCustom", { code: customCode }) : t("created", { name }),
    invalidate: [trpc.redemption.pathFilter(), trpc.job.pathFilter(), trpc.audit.pathFilter()],
  });
  const { control } = form;
  return (
    <FormSheet
      {...props}
      title={t("title")}
      description={t("hint")}
      form={form}
      onSubmit={(values) => create.call(toBatchInput(values, idempotencyKey))}
      submitLabel={t("title")}
    >
      <TextField
        control={control}
        name="name"
        label={t("name")}
        description={t("nameHint")}
        maxLength={64}
        isAutoFocus
      />
      <KindFields control={control} />
      <QuotaField control={control} name="quota" label={t("quota")} />
      <Worth control={control} />
      <DateTimeField control={control} name="validFrom" label={t("validFrom")} isOptional />
      <DateTimeField
        control={control}
        name="validUntil"
        label={t("validUntil")}
        isOptional
        presetsDays={[30, 90, 365]}
      />
      <NumberField
        control={control}
        name="creditDays"
        label={t("creditDays")}
        description={t("creditDaysHint")}
        unit={t("daysUnit")}
        min={1}
        isOptional
      />
      <TextareaField control={control} name="notes" label={t("notes")} description={t("notesHint")} isOptional />
    </FormSheet>
  );
}

function KindFields({ control }: { control: BatchControl }) {
  const t = useTranslations("redemption");
  const [kind, source] = useWatch({ control, name: ["kind", "source"] });
  return (
    <>
      <RadioField
        control={control}
        name="kind"
        label={t("form.kind")}
        options={BATCH_KINDS.map((value) => ({
          value,
          label: t(`kinds.${value}`),
          description: t(`kindHints.${value}`),
        }))}
      />
      {kind === "gift" ? <NumberField control={control} name="usesMax" label={t("form.usesMax")} min={1} /> : null}
      <RadioField
        control={control}
        name="source"
        label={t("form.source")}
        options={(["random", "custom"] as const).map((value) => ({
          value,
          label: t(`form.${value}`),
          description: t(`form.${value}Hint`),
        }))}
      />
      {source === "custom" ? (
        <TextField
          control={control}
          name="customCode"
          label={t("form.customCode")}
          description={t("form.customCodeHint")}
          isMono
        />
      ) : (
        <RandomFields control={control} />
      )}
    </>
  );
}

function RandomFields({ control }: { control: BatchControl }) {
  const t = useTranslations("redemption.form");
  return (
    <>
      <NumberField
        control={control}
        name="codeCount"
        label={t("count")}
        description={t("countHint", { max: CODES_A_BATCH_MAX })}
        min={1}
        max={CODES_A_BATCH_MAX}
      />
      <TextField
        control={control}
        name="prefix"
        label={t("prefix")}
        description={t("prefixHint")}
        maxLength={12}
        isMono
        isOptional
      />
    </>
  );
}

/** What the whole batch may cost the site, before it is made. */
function Worth({ control }: { control: BatchControl }) {
  const t = useTranslations("redemption.form");
  const quotaText = useQuotaText();
  const [quota, ...answers] = useWatch({ control, name: ["quota", "kind", "source", "codeCount", "usesMax"] });
  const [kind, source, typedCount, typedUses] = answers;
  const { codeCount, usesMax } = countsOf({ kind, source, codeCount: typedCount, usesMax: typedUses });
  const count = codeCount * usesMax;
  if (typeof quota !== "bigint" || quota <= 0n || !Number.isSafeInteger(count) || count < 1) return null;
  return (
    <p aria-live="polite" className="text-fg-2 tabular-nums">
      {t("worth", { count, each: quotaText(quota), total: quotaText(quota * BigInt(count)) })}
    </p>
  );
}
