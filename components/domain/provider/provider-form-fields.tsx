"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ModelPreview } from "@/components/domain/channel/model-preview";
import { useAction } from "@/components/feedback/use-action";
import { ComboboxField, TagsField } from "@/components/form/choice-fields";
import { Field } from "@/components/form/field";
import { SecretField } from "@/components/form/secret-field";
import { TextField } from "@/components/form/text-fields";
import type { ZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { CUSTOM_TYPE, OWN_PROVIDER_PRESETS } from "@/server/supply/own-provider/schema";
import { findPreset } from "@/server/supply/provider/preset-schema";
import type { OwnProvider } from "./own-provider-row";
import type { ProviderValues } from "./provider-form-schema";

export type ProviderForm = ZodForm<ProviderValues, ProviderValues>;
type Props = { form: ProviderForm; stored: OwnProvider | null };

const NAME_UNFIT = /[^a-z0-9_-]+/g;

/** Which provider, under which name, with which key. */
export function AddressFields({ form, stored }: Props) {
  const t = useTranslations("ownProvider.form");
  const { control } = form;
  const preset = findPreset(form.watch("type") ?? "");
  return (
    <>
      <TypeField form={form} isNew={stored === null} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          control={control}
          name="name"
          label={t("name")}
          description={t("nameHint")}
          maxLength={50}
          isMono
          isDisabled={stored !== null}
        />
        <TextField
          control={control}
          name="label"
          label={t("label")}
          description={t("labelHint")}
          maxLength={64}
          isOptional
        />
      </div>
      <SecretField
        control={control}
        name="key"
        label={t("key")}
        storedHint={stored?.keyHint ?? null}
        isOptional={stored !== null || preset?.id === CUSTOM_TYPE}
        description={
          <>
            {stored ? t("keyKept") : t("keyHint")}{" "}
            {preset?.keyUrl ? (
              <a href={preset.keyUrl} target="_blank" rel="noreferrer" className="link">
                {t("getKey", { name: preset.label })}
              </a>
            ) : null}
          </>
        }
      />
      <TextField
        control={control}
        name="baseUrl"
        label={t("baseUrl")}
        description={preset?.baseUrl ? t("baseUrlHint", { url: preset.baseUrl }) : t("baseUrlCustom")}
        placeholder={preset?.baseUrlExample ?? preset?.baseUrl ?? ""}
        inputMode="url"
        isMono
        isOptional={Boolean(preset?.baseUrl)}
      />
    </>
  );
}

/** Picking one fills in a name and example models, where nothing was typed yet. */
function TypeField({ form, isNew }: { form: ProviderForm; isNew: boolean }) {
  const t = useTranslations("ownProvider.form");
  const options = OWN_PROVIDER_PRESETS.map(({ id, label, baseUrl }) => ({ value: id, label, keywords: [id, baseUrl] }));
  return (
    <Field control={form.control} name="type" label={t("type")}>
      {({ field, aria }) => (
        <Combobox
          {...aria}
          ref={field.ref}
          value={form.watch("type")}
          onValueChange={(type) => {
            field.onChange(type);
            if (isNew) fillIn(form, type);
          }}
          onBlur={field.onBlur}
          placeholder={t("typePlaceholder")}
          options={options}
        />
      )}
    </Field>
  );
}

function fillIn(form: ProviderForm, type: string | null): void {
  const preset = findPreset(type ?? "");
  if (!preset) return;
  const { dirtyFields } = form.formState;
  if (!dirtyFields.name) form.setValue("name", preset.id.replaceAll(NAME_UNFIT, "-"));
  if (!dirtyFields.models) form.setValue("models", [...preset.models]);
}

/** Which models, and the one to ask by default. */
export function ModelFields({ form, stored }: Props) {
  const t = useTranslations("ownProvider.form");
  const { control } = form;
  const [models, type] = form.watch(["models", "type"]);
  const known = [...new Set([...models, ...(findPreset(type ?? "")?.models ?? [])])];
  return (
    <>
      <div className="flex flex-col gap-2">
        <TagsField
          control={control}
          name="models"
          label={t("models", { count: models.length })}
          description={t("modelsHint")}
          options={known.map((value) => ({ value, label: value }))}
          isMono
        />
        <FetchModels form={form} stored={stored} />
      </div>
      <ComboboxField
        control={control}
        name="defaultModel"
        label={t("defaultModel")}
        description={t("defaultModelHint")}
        placeholder={t("noDefaultModel")}
        options={models.map((value) => ({ value, label: value }))}
        isClearable
        isOptional
      />
    </>
  );
}

/** Asks the provider what it has: with what is typed, or as it is stored where no other key or address was typed. */
function FetchModels({ form, stored }: Props) {
  const t = useTranslations("ownProvider.form");
  const [found, setFound] = useState<string[] | null>(null);
  const fetchModels = useAction(useTRPC().ownProvider.fetchModels.mutationOptions());
  const type = form.watch("type");
  const ask = async () => {
    const { baseUrl, key } = form.getValues();
    const isAsStored = stored !== null && key.trim() === "" && baseUrl === stored.baseUrl;
    const draft = { type: type ?? CUSTOM_TYPE, baseUrl, ...(key.trim() === "" ? {} : { key }) };
    const outcome = await fetchModels.run(isAsStored ? { name: stored.name } : { draft });
    if (outcome.ok) setFound(outcome.data.models);
  };
  return (
    <div>
      <Button size="sm" onClick={() => void ask()} isPending={fetchModels.isPending} disabled={type === null}>
        {t("fetchModels")}
      </Button>
      <ModelPreview
        upstream={found}
        offered={form.watch("models")}
        onClose={() => setFound(null)}
        onApply={({ add, remove }) => {
          const gone = new Set(remove);
          const next = [...form.getValues("models").filter((model) => !gone.has(model)), ...add];
          form.setValue("models", [...new Set(next)], { shouldDirty: true, shouldValidate: true });
          setFound(null);
        }}
      />
    </div>
  );
}
