"use client";

import { useTranslations } from "next-intl";
import type { ChannelForm } from "@/components/domain/channel/channel-form-endpoint";
import { FetchModels } from "@/components/domain/channel/channel-form-models";
import { UnpricedModels } from "@/components/domain/price/unpriced-models";
import { TagsField } from "@/components/form/choice-fields";

/** The models of the first channel, typed or taken from what the upstream says it has. */
export function ChannelModelsField({ form }: { form: ChannelForm }) {
  const t = useTranslations("setup.channel");
  const models = form.watch("models");
  return (
    <div className="flex flex-col gap-2">
      <TagsField
        control={form.control}
        name="models"
        label={t("models")}
        description={t("modelsHint")}
        options={models.map((value) => ({ value, label: value }))}
        isMono
      />
      <FetchModels form={form} />
      <UnpricedModels models={models} />
    </div>
  );
}
