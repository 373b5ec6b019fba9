"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { TestResult } from "@/components/domain/channel/test-result";
import { useChannelTest } from "@/components/domain/channel/use-channel-test";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Dialog } from "@/components/ui/dialog";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";

/** Tests one of one's own providers with a real request and shows what happens while it happens. `name` null: closed. */
export function ProviderTestDialog({ name, onClose }: { name: string | null; onClose: () => void }) {
  const t = useTranslations("ownProvider.test");
  return (
    <Dialog
      size="lg"
      open={name !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={name === null ? "" : t("title", { name })}
      description={t("description")}
    >
      {name === null ? null : <TestForm key={name} name={name} />}
    </Dialog>
  );
}

function TestForm({ name }: { name: string }) {
  const t = useTranslations("channel.test");
  const id = useId();
  const { data } = useQuery(useTRPC().ownProvider.get.queryOptions({ name }));
  const { run, start, stop } = useChannelTest();
  const [model, setModel] = useState<string | null>(null);
  const [isStream, setIsStream] = useState(true);
  const isRunning = run.phase === "running";
  const chosen = model ?? (data ? data.defaultModel || data.models[0] : undefined);
  return (
    <form
      className="flex flex-col gap-4 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        void start({ name, isStream, ...(chosen ? { model: chosen } : {}) });
      }}
    >
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="flex flex-col gap-1">
          <Label htmlFor={`${id}-model`}>{t("model")}</Label>
          <Combobox
            id={`${id}-model`}
            value={chosen ?? null}
            onValueChange={setModel}
            options={(data?.models ?? []).map((value) => ({ value, label: value }))}
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
