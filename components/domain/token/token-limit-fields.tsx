"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Control, FieldPath, FieldValues } from "react-hook-form";
import { ComboboxField, TagsField } from "@/components/form/choice-fields";
import { DateTimeField } from "@/components/form/date-time-field";
import { useTRPC } from "@/components/trpc/provider";
import { AUTO_GROUP } from "@/server/access/group/schema";

type LimitValues = { expiresAt: Date | null; modelLimits: string[]; allowedIps: string[]; groupName: string | null };

const MODEL_OPTIONS_MAX = 200;
const EXPIRY_PRESETS_DAYS = [30, 90, 365] as const;

/** Expiry, group, models and addresses: the same in the form that makes a token and the one that changes it. */
export function TokenLimitFields<Values extends FieldValues & LimitValues, Out>(props: {
  control: Control<Values, unknown, Out>;
  /** Whose token it is; one's own when left out. */
  ownerId?: string | undefined;
}) {
  const { control, ownerId } = props;
  const t = useTranslations("token.form");
  const trpc = useTRPC();
  const groups = useQuery(trpc.group.choices.queryOptions({ userId: ownerId }));
  const auto = useQuery(trpc.group.auto.queryOptions({ userId: ownerId }));
  const models = useQuery(trpc.price.listMine.queryOptions({ limit: MODEL_OPTIONS_MAX }));
  const name = (field: keyof LimitValues) => field as FieldPath<Values>;
  const home = groups.data?.find((group) => group.isHome);
  return (
    <>
      <DateTimeField
        control={control}
        name={name("expiresAt")}
        label={t("expiresAt")}
        isOptional
        presetsDays={EXPIRY_PRESETS_DAYS}
      />
      <ComboboxField
        control={control}
        name={name("groupName")}
        label={t("group")}
        description={t("groupHint")}
        isOptional
        isClearable
        placeholder={t("groupHome", { group: home?.displayName ?? "…" })}
        options={[
          ...autoOption(auto.data?.groups ?? [], t("groupAuto")),
          ...(groups.data ?? []).map((group) => ({
            value: group.name,
            label: group.displayName,
            hint: `×${group.ratio}`,
            keywords: [group.name],
          })),
        ]}
      />
      <TagsField
        control={control}
        name={name("modelLimits")}
        label={t("models")}
        description={t("modelsHint")}
        isOptional
        isMono
        placeholder={t("anyModel")}
        options={(models.data?.items ?? []).map(({ model }) => ({ value: model, label: model }))}
      />
      <TagsField
        control={control}
        name={name("allowedIps")}
        label={t("ips")}
        description={t("ipsHint")}
        isOptional
        isMono
        placeholder={t("anyIp")}
      />
    </>
  );
}

type Choice = { displayName: string };

/** "Automatic" says which groups it tries; it is not offered where the site has no list of them. */
function autoOption(groups: readonly Choice[], label: string) {
  if (groups.length === 0) return [];
  const hint = groups.map(({ displayName }) => displayName).join(" → ");
  return [{ value: AUTO_GROUP, label, hint, keywords: [AUTO_GROUP] }];
}
