"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Dialog } from "@/components/ui/dialog";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { TestResult } from "./test-result";
import { useChannelTest } from "./use-channel-test";

type Tested = { id: string; name: string; keyId?: string };

/** Tests one channel with a real request and shows what happens while it happens. */
export function TestDialog({ channel, onClose }: { channel: Tested | null; onClose: () => void }) {
  const t = useTranslations("channel.test");
  return (
    <Dialog
      size="lg"
      open={channel !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={channel ? t("title", { name: channel.name }) : ""}
      description={t("description")}
    >
      {channel ? <TestForm key={channel.id} channel={channel} /> : null}
    </Dialog>
  );
}

function TestForm({ channel }: { channel: Tested }) {
  const t = useTranslations("channel.test");
  const id = useId();
  const { data } = useQuery(useTRPC().channel.get.queryOptions({ id: channel.id }));
  const { run, start, stop } = useChannelTest();
  const [model, setModel] = useState<string | null>(null);
  const [keyId, setKeyId] = useState(channel.keyId ?? "");
  const [isStream, setIsStream] = useState(true);
  const isRunning = run.phase === "running";
  const defaultModel = data ? data.testModel || data.models[0] : undefined;
  const keys = data?.keys ?? [];

  return (
    <form
      className="flex flex-col gap-4 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = model ?? defaultModel;
        void start({
          channelId: channel.id,
          isStream,
          ...(chosen ? { model: chosen } : {}),
          ...(keyId ? { keyId } : {}),
        });
      }}
    >
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
        <div className="flex flex-col gap-1">
          <Label htmlFor={`${id}-model`}>{t("model")}</Label>
          <Combobox
            id={`${id}-model`}
            value={model ?? defaultModel ?? null}
            onValueChange={setModel}
            options={(data?.models ?? []).map((name) => ({ value: name, label: name }))}
            isDisabled={isRunning}
          />
        </div>
        <div className="flex flex-col gap-1">
          <Label htmlFor={`${id}-key`}>{t("key")}</Label>
          <Select
            id={`${id}-key`}
            value={keyId || "first"}
            onValueChange={(next) => setKeyId(next === "first" ? "" : next)}
            options={[
              { value: "first", label: t("firstKey") },
              ...keys.map((key) => ({ value: key.id, label: key.hint || t("noKey") })),
            ]}
            isDisabled={isRunning}
          />
        </div>
        <div className="flex items-end pb-1.5">
          <Label className="flex items-center gap-2 font-normal">
            <Switch checked={isStream} onCheckedChange={setIsStream} disabled={isRunning} aria-label={t("stream")} />
            {t("stream")}
          </Label>
        </div>
      </div>
      <div className="flex items-center gap-2">
        <Button type="submit" variant="primary" isPending={isRunning} disabled={!data}>
          {run.phase === "idle" ? t("run") : t("again")}
        </Button>
        {isRunning ? <Button onClick={stop}>{t("stop")}</Button> : null}
      </div>
      <TestResult run={run} />
    </form>
  );
}
