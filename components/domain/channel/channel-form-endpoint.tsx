"use client";

import { useTranslations } from "next-intl";
import { SelectField, SwitchField } from "@/components/form/choice-fields";
import { TextareaField, TextField } from "@/components/form/text-fields";
import type { ZodForm } from "@/components/form/use-zod-form";
import { Combobox } from "@/components/ui/combobox";
import { Label } from "@/components/ui/label";
import { findPreset, PROVIDER_PRESETS } from "@/server/supply/provider/preset-schema";
import { PROVIDER_FORMS } from "@/server/supply/provider/schema";
import type { ChannelValues } from "./channel-form-schema";

export type ChannelForm = ZodForm<ChannelValues, ChannelValues>;

const REGION_KEYS = { global: "global", china: "china", local: "local" } as const;

/** Which upstream: picked from the well-known hosts, or typed. */
export function EndpointFields({ form, isNew }: { form: ChannelForm; isNew?: boolean }) {
  const t = useTranslations("channel.form");
  const { control } = form;
  const [provider, presetId, needsNoKey] = form.watch(["provider", "preset", "needsNoKey"]);
  const preset = findPreset(presetId);
  return (
    <>
      {isNew ? <PresetPicker form={form} /> : null}
      <TextField control={control} name="name" label={t("name")} maxLength={64} isAutoFocus={isNew !== true} />
      <div className="grid gap-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
        <SelectField
          control={control}
          name="provider"
          label={t("provider")}
          options={Object.entries(PROVIDER_FORMS).map(([value, { label }]) => ({ value, label }))}
        />
        <TextField
          control={control}
          name="baseUrl"
          label={t("baseUrl")}
          description={t("baseUrlHint")}
          placeholder={preset?.baseUrlExample ?? "https://api.openai.com/v1"}
          inputMode="url"
          isMono
        />
      </div>
      {isNew ? (
        <>
          <TextareaField
            control={control}
            name="keysText"
            label={t("keys")}
            description={
              preset?.keyUrl ? (
                <>
                  {t("keysHint")}{" "}
                  <a href={preset.keyUrl} target="_blank" rel="noreferrer" className="link">
                    {t("getKey", { name: preset.label })}
                  </a>
                </>
              ) : (
                t("keysHint")
              )
            }
            isDisabled={needsNoKey}
            rows={3}
          />
          {provider === "openai" ? (
            <SwitchField
              control={control}
              name="needsNoKey"
              label={t("needsNoKey")}
              description={t("needsNoKeyHint")}
            />
          ) : null}
        </>
      ) : null}
    </>
  );
}

function PresetPicker({ form }: { form: ChannelForm }) {
  const t = useTranslations("channel.form");
  const chosen = form.watch("preset");
  const pick = (id: string | null) => {
    const preset = id === null ? null : findPreset(id);
    form.setValue("preset", preset?.id ?? "", { shouldDirty: true });
    if (!preset) return;
    const set = { shouldDirty: true, shouldValidate: form.formState.isSubmitted };
    form.setValue("provider", preset.provider, set);
    form.setValue("baseUrl", preset.baseUrl, set);
    form.setValue("models", [...preset.models], set);
    form.setValue("settings", { ...preset.settings }, set);
    form.setValue("needsNoKey", preset.region === "local", set);
    if (!form.formState.dirtyFields.name) form.setValue("name", preset.label);
  };
  return (
    <div className="flex flex-col gap-1">
      <Label htmlFor="channel-preset">{t("preset")}</Label>
      <Combobox
        id="channel-preset"
        value={chosen || null}
        onValueChange={pick}
        isClearable
        placeholder={t("presetPlaceholder")}
        options={PROVIDER_PRESETS.map((preset) => ({
          value: preset.id,
          label: preset.label,
          hint: t(`regions.${REGION_KEYS[preset.region]}`),
          keywords: [preset.baseUrl, preset.region],
        }))}
      />
      <p className="text-fg-3 text-xs">{t("presetHint")}</p>
    </div>
  );
}
