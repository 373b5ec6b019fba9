"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { SwitchField } from "@/components/form/choice-fields";
import { FormSheet } from "@/components/form/form-overlay";
import { QuotaField } from "@/components/form/quota-field";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { formatQuota } from "@/components/format/quota";
import { useTRPC } from "@/components/trpc/provider";
import { type TokenEditValues, useTokenEditSchema } from "./token-form";
import { TokenLimitFields } from "./token-limit-fields";
import type { TokenRow } from "./token-row";

/** Changes a token. Its quota changes by an amount, because requests spend from it while the form is open. */
export function TokenEditSheet(props: { token: TokenRow; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { token, open, onOpenChange } = props;
  const t = useTranslations("token");
  const trpc = useTRPC();
  const update = useAction(trpc.token.update.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.token.pathFilter(), trpc.audit.pathFilter()],
  });
  const form = useZodForm({ schema: useTokenEditSchema(), defaultValues: valuesOf(token) });
  const isUnlimited = form.watch("isUnlimited");
  const change = form.watch("quotaAdjustUnits") ?? 0n;

  const save = ({ quotaAdjustUnits, ...values }: TokenEditValues) =>
    update.call({
      id: token.id,
      version: token.version,
      ...values,
      ...(quotaAdjustUnits && !values.isUnlimited ? { quotaAdjustUnits } : {}),
    });
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("editTitle", { name: token.name })}
      form={form}
      onSubmit={save}
      submitLabel={t("save")}
      isEdit
    >
      <TextField control={form.control} name="name" label={t("form.name")} maxLength={64} />
      <SwitchField
        control={form.control}
        name="isUnlimited"
        label={t("form.unlimited")}
        description={t("form.unlimitedHint")}
      />
      {isUnlimited ? null : (
        <QuotaField
          control={form.control}
          name="quotaAdjustUnits"
          label={t("form.quotaAdjust")}
          description={t("form.quotaAfter", {
            now: formatQuota(token.remainQuota),
            after: formatQuota(token.remainQuota + change),
          })}
          isNegativeAllowed
          isOptional
        />
      )}
      <TokenLimitFields control={form.control} ownerId={token.isOwn ? undefined : token.owner.id} />
    </FormSheet>
  );
}

function valuesOf(token: TokenRow): TokenEditValues {
  const { name, expiresAt, isUnlimited, modelLimits, allowedIps, groupName } = token;
  return { name, expiresAt, isUnlimited, modelLimits, allowedIps, groupName, quotaAdjustUnits: null };
}
