"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { useAction } from "@/components/feedback/use-action";
import { FormDialog } from "@/components/form/form-overlay";
import { SecretField } from "@/components/form/secret-field";
import { TextareaField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { UpstreamKey } from "@/server/supply/channel/schema";
import type { ChannelKeyRow } from "./keys-tab";

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const KeysText = z.object({
  keysText: z
    .string()
    .refine((text) => linesOf(text).length > 0, "required")
    .refine((text) => linesOf(text).every((line) => UpstreamKey.safeParse(line).success), "invalid"),
});
const OneKey = z.object({
  key: z.string().refine((text) => UpstreamKey.safeParse(text).success, "invalid"),
});

export function AddKeysDialog(props: { channelId: string; open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("channel.keys");
  const trpc = useTRPC();
  const form = useZodForm({ schema: KeysText, defaultValues: { keysText: "" } });
  const add = useAction(trpc.channel.addKeys.mutationOptions(), {
    success: ({ addedCount }) => t("added", { count: addedCount }),
    invalidate: [trpc.channel.pathFilter()],
  });
  return (
    <FormDialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("addTitle")}
      form={form}
      submitLabel={t("add")}
      onSubmit={async ({ keysText }) => {
        await add.call({ channelId: props.channelId, keys: linesOf(keysText) });
        form.setValue("keysText", "");
      }}
    >
      <TextareaField control={form.control} name="keysText" label={t("keys")} description={t("addHint")} rows={5} />
    </FormDialog>
  );
}

export function ReplaceKeyDialog({ row, onClose }: { row: ChannelKeyRow | null; onClose: () => void }) {
  const t = useTranslations("channel.keys");
  const trpc = useTRPC();
  const form = useZodForm({ schema: OneKey, defaultValues: { key: "" } });
  const replace = useAction(trpc.channel.replaceKey.mutationOptions(), {
    success: t("replaced"),
    invalidate: [trpc.channel.pathFilter()],
  });
  return (
    <FormDialog
      open={row !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("replaceTitle", { key: row?.hint ?? "" })}
      description={t("replaceDescription")}
      form={form}
      submitLabel={t("replace")}
      onSubmit={async ({ key }) => {
        if (row) await replace.call({ id: row.id, key });
        form.setValue("key", "");
      }}
    >
      <SecretField control={form.control} name="key" label={t("newKey")} />
    </FormDialog>
  );
}
