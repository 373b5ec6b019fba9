"use client";

import { useTranslations } from "next-intl";
import { SwitchField, TagsField } from "@/components/form/choice-fields";
import { JsonField } from "@/components/form/json-field";
import { NumberField } from "@/components/form/number-field";
import { TextareaField, TextField } from "@/components/form/text-fields";
import type { ChannelForm } from "./channel-form-endpoint";

/** Who is served, in which order, and what happens when it fails. */
export function RoutingFields({ form, groups }: { form: ChannelForm; groups: readonly string[] }) {
  const t = useTranslations("channel.form");
  const { control } = form;
  return (
    <>
      <TagsField
        control={control}
        name="groups"
        label={t("groups")}
        description={t("groupsHint")}
        options={groups.map((value) => ({ value, label: value }))}
        isStrict
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField control={control} name="priority" label={t("priority")} description={t("priorityHint")} />
        <NumberField control={control} name="weight" label={t("weight")} description={t("weightHint")} min={0} />
      </div>
      <TextField control={control} name="tag" label={t("tag")} description={t("tagHint")} maxLength={64} isOptional />
      <SwitchField control={control} name="isAutoBan" label={t("isAutoBan")} description={t("isAutoBanHint")} />
      <JsonField
        control={control}
        name="statusCodeMapping"
        label={t("statusCodeMapping")}
        description={t("statusCodeMappingHint")}
        placeholder='{ "400": 500 }'
        rows={2}
        isOptional
      />
      <TextareaField control={control} name="notes" label={t("notes")} rows={2} isOptional />
    </>
  );
}
