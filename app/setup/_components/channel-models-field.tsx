"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChannelForm } from "@/components/domain/channel/channel-form-endpoint";
import { keysOf } from "@/components/domain/channel/channel-form-schema";
import { ModelPreview } from "@/components/domain/channel/model-preview";
import { useAction } from "@/components/feedback/use-action";
import { TagsField } from "@/components/form/choice-fields";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";

/** The models of the first channel, typed or taken from what the upstream says it has. */
export function ChannelModelsField({ form }: { form: ChannelForm }) {
  const t = useTranslations("setup.channel");
  const [found, setFound] = useState<string[] | null>(null);
  const fetchModels = useAction(useTRPC().channel.fetchModels.mutationOptions());
  const models = form.watch("models");
  const ask = async () => {
    const values = form.getValues();
    const [key] = keysOf(values);
    const { provider, baseUrl, organization, settings } = values;
    const draft = { provider, baseUrl, organization, settings, ...(key ? { key } : {}) };
    const outcome = await fetchModels.run({ draft });
    if (outcome.ok) setFound(outcome.data.models);
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <TagsField
        control={form.control}
        name="models"
        label={t("models")}
        description={t("modelsHint")}
        className="w-full"
        options={models.map((value) => ({ value, label: value }))}
        isMono
      />
      <Button size="sm" isPending={fetchModels.isPending} disabled={!form.watch("baseUrl")} onClick={() => void ask()}>
        {t("fetch")}
      </Button>
      <ModelPreview
        upstream={found}
        offered={models}
        onClose={() => setFound(null)}
        onApply={({ add, remove }) => {
          const gone = new Set(remove);
          const next = [...models.filter((model) => !gone.has(model)), ...add];
          form.setValue("models", [...new Set(next)], { shouldDirty: true, shouldValidate: true });
          setFound(null);
        }}
      />
    </div>
  );
}
