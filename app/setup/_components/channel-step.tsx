"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { EndpointFields } from "@/components/domain/channel/channel-form-endpoint";
import {
  type ChannelValues,
  channelFormSchema,
  NEW_CHANNEL,
  toCreateInput,
} from "@/components/domain/channel/channel-form-schema";
import { useChannelTest } from "@/components/domain/channel/use-channel-test";
import { useAction } from "@/components/feedback/use-action";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { ChannelModelsField } from "./channel-models-field";
import { ChannelTested } from "./channel-tested";
import type { MadeChannel } from "./setup-step";
import { StepForm } from "./step-form";

/** The first upstream: made, then tested with a real request before anything depends on it. */
export function ChannelStep(props: {
  made: MadeChannel | null;
  onMade: (channel: MadeChannel | null) => void;
  onDone: () => void;
}) {
  const { made, onMade, onDone } = props;
  const t = useTranslations("setup");
  const trpc = useTRPC();
  const schema = useMemo(() => channelFormSchema("create"), []);
  const form = useZodForm<ChannelValues, ChannelValues>({ schema, defaultValues: NEW_CHANNEL });
  const create = useAction(trpc.channel.create.mutationOptions());
  const remove = useAction(trpc.channel.delete.mutationOptions());
  const test = useChannelTest();

  const testIt = (channel: MadeChannel) => {
    const [model] = channel.models;
    void test.start({ channelId: channel.id, isStream: true, ...(model ? { model } : {}) });
  };
  if (made) {
    return (
      <ChannelTested
        run={test.run}
        onTest={() => testIt(made)}
        onDone={onDone}
        onEdit={async () => {
          test.stop();
          // What was typed is still in the form; the channel is made anew from it.
          if ((await remove.run({ id: made.id })).ok) onMade(null);
        }}
      />
    );
  }
  return (
    <StepForm
      form={form}
      title={t("channel.title")}
      description={t("channel.description")}
      submitLabel={t("channel.create")}
      skip={
        <Button variant="ghost" onClick={onDone}>
          {t("skip")}
        </Button>
      }
      onSubmit={async (values) => {
        const { id } = await create.call(toCreateInput(values));
        const channel = { id, name: values.name, models: values.models };
        onMade(channel);
        testIt(channel);
      }}
    >
      <EndpointFields form={form} isNew />
      <ChannelModelsField form={form} />
    </StepForm>
  );
}
