"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import { useAction } from "@/components/feedback/use-action";
import { TagsField } from "@/components/form/choice-fields";
import { DateTimeField } from "@/components/form/date-time-field";
import { FormSheet } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { CreateServiceTokenInput } from "@/server/identity/service-token/schema";
import { isSensitiveScope, ScopeSchema } from "@/server/identity/service-token/scope-schema";
import { ScopesField } from "./scopes-field";

const EXPIRY_PRESETS_DAYS = [30, 90, 365] as const;

/** The server's own schema without its defaults, and with words for what most often goes wrong. */
function useCreateSchema() {
  const t = useTranslations("serviceToken");
  return useMemo(() => {
    const { name, expiresAt, allowedIps } = CreateServiceTokenInput.shape;
    const scopes = z.array(ScopeSchema).min(1, t("noScope"));
    return z.object({ name, scopes, expiresAt, allowedIps: allowedIps.unwrap() });
  }, [t]);
}

export function CreateSheet(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onMade: (secret: string) => void;
}) {
  const { open, onOpenChange, onMade } = props;
  const t = useTranslations("serviceToken");
  const trpc = useTRPC();
  const create = useAction(trpc.serviceToken.create.mutationOptions(), {
    invalidate: [trpc.serviceToken.pathFilter()],
  });
  const form = useZodForm({
    schema: useCreateSchema(),
    defaultValues: { name: "", scopes: [], expiresAt: null, allowedIps: [] },
  });
  const isSensitive = form.watch("scopes").some(isSensitiveScope);
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("create")}
      description={t("createHint")}
      submitLabel={t("create")}
      form={form}
      onSubmit={async (values) => onMade((await create.call(values)).secret)}
    >
      <TextField
        control={form.control}
        name="name"
        label={t("name")}
        placeholder={t("namePlaceholder")}
        maxLength={64}
        isAutoFocus
      />
      <ScopesField control={form.control} name="scopes" label={t("scopes")} description={t("scopesHint")} />
      {isSensitive ? <Alert tone="warn">{t("sensitiveChosen")}</Alert> : null}
      <DateTimeField
        control={form.control}
        name="expiresAt"
        label={t("expiresAt")}
        description={t("expiryHint")}
        isOptional
        presetsDays={EXPIRY_PRESETS_DAYS}
      />
      <TagsField
        control={form.control}
        name="allowedIps"
        label={t("allowedIps")}
        description={t("allowedIpsHint")}
        isOptional
        isMono
        placeholder={t("anyAddress")}
      />
    </FormSheet>
  );
}
