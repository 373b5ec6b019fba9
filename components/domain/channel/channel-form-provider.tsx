"use client";

import { useTranslations } from "next-intl";
import { SwitchField } from "@/components/form/choice-fields";
import { Field } from "@/components/form/field";
import { NumberField } from "@/components/form/number-field";
import { TextField } from "@/components/form/text-fields";
import { Select } from "@/components/ui/select";
import { PROVIDER_FORMS, type ProviderField } from "@/server/supply/provider/schema";
import type { ChannelForm } from "./channel-form-endpoint";
import type { ChannelValues } from "./channel-form-schema";

/** A list's option cannot be empty text. */
const NONE = "none";

/** What only this type of upstream has. */
export function ProviderFields({ form }: { form: ChannelForm }) {
  const t = useTranslations("channel.form");
  const { control } = form;
  const provider = form.watch("provider");
  const { label, hasOrganization, fields } = PROVIDER_FORMS[provider];
  return (
    <>
      <h3 className="mt-2 border-border border-t pt-4 font-semibold text-sm">
        {t("providerSettings", { name: label })}
      </h3>
      {hasOrganization ? (
        <TextField
          control={control}
          name="organization"
          label={t("organization")}
          description={t("organizationHint")}
          isOptional
          isMono
        />
      ) : null}
      {fields.map((field) => (
        <SettingField key={`${provider}.${field.name}`} form={form} provider={provider} field={field} />
      ))}
    </>
  );
}

/** One of the provider's own settings, drawn from its declaration. */
function SettingField(props: { form: ChannelForm; provider: ChannelValues["provider"]; field: ProviderField }) {
  const { form, provider, field } = props;
  const t = useTranslations("providers");
  const shared = {
    control: form.control,
    name: `settings.${field.name}` as const,
    label: t(`${provider}.${field.name}.label`),
    description: t(`${provider}.${field.name}.hint`),
  };
  switch (field.kind) {
    case "switch":
      return <SwitchField {...shared} />;
    case "number":
      return <NumberField {...shared} min={field.min} max={field.max} isOptional />;
    case "choice":
      return (
        <Field {...shared}>
          {({ field: slot, aria }) => (
            <Select
              {...aria}
              value={typeof slot.value === "string" && slot.value !== "" ? slot.value : NONE}
              onValueChange={(next) => slot.onChange(next === NONE ? "" : next)}
              options={field.options.map((value) => ({ value: value || NONE, label: value || t("vendorDefault") }))}
            />
          )}
        </Field>
      );
    case "text":
      return (
        <TextField {...shared} isOptional isMono {...(field.placeholder ? { placeholder: field.placeholder } : {})} />
      );
  }
}
