"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { FormSheet } from "@/components/form/form-overlay";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import type { OwnProvider } from "./own-provider-row";
import { AdvancedFields, OrderFields } from "./provider-form-advanced";
import { AddressFields, ModelFields } from "./provider-form-fields";
import { NEW_PROVIDER, providerFormSchema, toCreateInput, toPatch, valuesOf } from "./provider-form-schema";

type Opened = { open: boolean; onOpenChange: (open: boolean) => void };

/** Brings a provider. `onCreated` gets it, to be tested at once. */
export function CreateProviderSheet(props: Opened & { onCreated: (provider: { name: string }) => void }) {
  const t = useTranslations("ownProvider");
  const trpc = useTRPC();
  const form = useZodForm({ schema: providerFormSchema, defaultValues: NEW_PROVIDER });
  const create = useAction(trpc.ownProvider.create.mutationOptions(), {
    success: t("actions.created"),
    invalidate: [trpc.ownProvider.pathFilter()],
  });
  return (
    <FormSheet
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("form.createTitle")}
      form={form}
      submitLabel={t("form.create")}
      onSubmit={async (values) => props.onCreated(await create.call(toCreateInput(values)))}
    >
      <AddressFields form={form} stored={null} />
      <ModelFields form={form} stored={null} />
      <OrderFields form={form} isNew />
      <AdvancedFields form={form} />
    </FormSheet>
  );
}

/** Changes a provider. Mount it with the one that was read. */
export function EditProviderSheet(props: Opened & { provider: OwnProvider }) {
  const { provider, open, onOpenChange } = props;
  const t = useTranslations("ownProvider");
  const trpc = useTRPC();
  const form = useZodForm({ schema: providerFormSchema, defaultValues: valuesOf(provider) });
  const update = useAction(trpc.ownProvider.update.mutationOptions(), {
    success: t("actions.saved"),
    invalidate: [trpc.ownProvider.pathFilter()],
  });
  const { name, version } = provider;
  return (
    <FormSheet
      isEdit
      open={open}
      onOpenChange={onOpenChange}
      title={t("form.editTitle", { name: provider.label })}
      form={form}
      submitLabel={t("form.save")}
      onSubmit={(values) => update.call({ name, version, patch: toPatch(values) })}
    >
      <AddressFields form={form} stored={provider} />
      <ModelFields form={form} stored={provider} />
      <OrderFields form={form} />
      <AdvancedFields form={form} />
    </FormSheet>
  );
}
