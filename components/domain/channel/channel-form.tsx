"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useSaveAsDraft } from "@/components/domain/draft/use-save-as-draft";
import { useFieldLabel } from "@/components/domain/revision/field-label";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useAction } from "@/components/feedback/use-action";
import { FormSheet } from "@/components/form/form-overlay";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { AdvancedFields } from "./channel-form-advanced";
import { EndpointFields } from "./channel-form-endpoint";
import { ModelFields } from "./channel-form-models";
import { ProviderFields } from "./channel-form-provider";
import { RoutingFields } from "./channel-form-routing";
import {
  type ChannelValues,
  channelFormSchema,
  NEW_CHANNEL,
  toCreateInput,
  toPatch,
  valuesOf,
} from "./channel-form-schema";

type Channel = RouterOutputs["channel"]["get"];

/** Makes a channel. `onCreated` gets its id, to test it or to go there. */
export function CreateChannelSheet(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: (channel: { id: string; name: string }) => void;
}) {
  const t = useTranslations("channel.form");
  const trpc = useTRPC();
  const schema = useMemo(() => channelFormSchema("create"), []);
  const form = useZodForm({ schema, defaultValues: NEW_CHANNEL });
  const create = useAction(trpc.channel.create.mutationOptions(), { invalidate: [trpc.channel.pathFilter()] });
  const groups = useGroups();
  return (
    <FormSheet
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("createTitle")}
      form={form}
      submitLabel={t("create")}
      onSubmit={async (values) => {
        const { id } = await create.call(toCreateInput(values));
        props.onCreated({ id, name: values.name });
      }}
    >
      <EndpointFields form={form} isNew />
      <ModelFields form={form} />
      <RoutingFields form={form} groups={groups} />
      <ProviderFields form={form} />
      <AdvancedFields form={form} />
    </FormSheet>
  );
}

/** Changes a channel's definition; keys and state have their own actions. Mount it with the channel that was read. */
export function EditChannelSheet(props: { channel: Channel; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { channel, open, onOpenChange } = props;
  const t = useTranslations("channel.form");
  const trpc = useTRPC();
  const schema = useMemo(() => channelFormSchema("edit"), []);
  const form = useZodForm({ schema, defaultValues: valuesOf(channel) });
  const update = useAction(trpc.channel.update.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.channel.pathFilter()],
    undo: useUndoSave(() => ({ kind: "channel", id: channel.id })),
  });
  const groups = useGroups();
  const draft = useSaveAsDraft<ChannelValues>({ kind: "channel", id: channel.id }, (values) => ({
    kind: "channel",
    id: channel.id,
    label: values.name,
    // What the system switched off stays a matter of the system.
    content: { ...toPatch(values), status: channel.status === "disabled" ? "disabled" : "enabled" },
  }));
  const labelOf = useFieldLabel();
  const queryClient = useQueryClient();
  const readLatest = async () => {
    const latest = await queryClient.fetchQuery(trpc.channel.get.queryOptions({ id: channel.id }, { staleTime: 0 }));
    return { values: valuesOf(latest), version: latest.version };
  };
  return (
    <FormSheet
      isEdit
      open={open}
      onOpenChange={onOpenChange}
      title={t("editTitle", { name: channel.name })}
      form={form}
      submitLabel={t("save")}
      alternative={draft.alternative}
      merge={{ readLatest, labelOf: (path) => labelOf({ kind: "channel", path }) ?? path }}
      onSubmit={(values, version = channel.version) => update.call({ id: channel.id, version, patch: toPatch(values) })}
    >
      {draft.dialog}
      <EndpointFields form={form} />
      <ModelFields form={form} channelId={channel.id} />
      <RoutingFields form={form} groups={groups} />
      <ProviderFields form={form} />
      <AdvancedFields form={form} />
    </FormSheet>
  );
}

function useGroups(): readonly string[] {
  const { data } = useQuery(useTRPC().channel.facets.queryOptions());
  return data?.groups ?? ["default"];
}
