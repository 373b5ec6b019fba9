"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { UnpricedModels } from "@/components/domain/price/unpriced-models";
import { useAction } from "@/components/feedback/use-action";
import { ComboboxField, TagsField } from "@/components/form/choice-fields";
import { JsonField } from "@/components/form/json-field";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { findPreset } from "@/server/supply/provider/preset-schema";
import type { ChannelForm } from "./channel-form-endpoint";
import { keysOf } from "./channel-form-schema";
import { ModelPreview } from "./model-preview";

/** Which models, under which names. */
export function ModelFields({ form, channelId }: { form: ChannelForm; channelId?: string }) {
  const t = useTranslations("channel.form");
  const { control } = form;
  const [models, presetId] = form.watch(["models", "preset"]);
  const preset = findPreset(presetId);
  const known = [...new Set([...models, ...(preset?.models ?? [])])];
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
        <FetchModels form={form} {...(channelId ? { channelId } : {})} />
        <UnpricedModels models={models} />
      </div>
      <ComboboxField
        control={control}
        name="testModel"
        label={t("testModel")}
        description={t("testModelHint")}
        placeholder={models[0] ?? t("firstModel")}
        options={models.map((value) => ({ value, label: value }))}
        isClearable
        isOptional
      />
      <JsonField
        control={control}
        name="modelMapping"
        label={t("modelMapping")}
        description={t("modelMappingHint")}
        placeholder='{ "gpt-4o": "my-deployment" }'
        rows={3}
        isOptional
      />
    </>
  );
}

/** Asks the upstream what it has; nothing changes before the person has chosen. */
export function FetchModels({ form, channelId }: { form: ChannelForm; channelId?: string }) {
  const t = useTranslations("channel.form");
  const [found, setFound] = useState<string[] | null>(null);
  const fetchModels = useAction(useTRPC().channel.fetchModels.mutationOptions());
  const ask = async () => {
    const values = form.getValues();
    const [key] = keysOf(values);
    const { provider, baseUrl, organization, settings, proxy } = values;
    const draft = { provider, baseUrl, organization, settings, proxy, ...(key ? { key } : {}) };
    const outcome = await fetchModels.run(channelId ? { channelId } : { draft });
    if (outcome.ok) setFound(outcome.data.models);
  };
  return (
    <div>
      <Button size="sm" onClick={() => void ask()} isPending={fetchModels.isPending} disabled={!form.watch("baseUrl")}>
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
