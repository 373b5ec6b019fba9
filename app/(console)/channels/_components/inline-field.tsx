"use client";

import { useTranslations } from "next-intl";
import { InlineEdit } from "@/components/data-table/inline-edit";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { ChannelPatch } from "@/server/supply/channel/schema";
import type { ChannelListRow } from "./channels-columns";

type EditableField = "priority" | "weight" | "tag" | "notes";

const isNumeric = (field: EditableField) => field === "priority" || field === "weight";

/** A value of a channel changed in its cell; a newer change by somebody else is reported, not overwritten. */
export function InlineField({ channel, field }: { channel: ChannelListRow; field: EditableField }) {
  const t = useTranslations("channel");
  const trpc = useTRPC();
  const canManage = useCan("channel.manage");
  const update = useAction(trpc.channel.update.mutationOptions(), { invalidate: [trpc.channel.pathFilter()] });
  const patchOf = (text: string) => ({ [field]: isNumeric(field) ? Number(text) : text });
  const isValid = (text: string) =>
    !(isNumeric(field) && text.trim() === "") && ChannelPatch.safeParse(patchOf(text)).success;
  return (
    <InlineEdit
      value={String(channel[field])}
      label={t("editField", { field: t(`columns.${field}`), name: channel.name })}
      type={isNumeric(field) ? "number" : "text"}
      align={isNumeric(field) ? "right" : "left"}
      isDisabled={!canManage || channel.deletedAt !== null}
      check={(text) => (isValid(text) ? null : t("notValid"))}
      onSave={async (text) => {
        const { id, version } = channel;
        return (await update.run({ id, version, patch: patchOf(text) })).ok;
      }}
    />
  );
}
