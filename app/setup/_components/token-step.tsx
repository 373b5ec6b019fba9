"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { z } from "zod";
import { curlExample, gatewayBaseUrl } from "@/components/domain/token/curl-example";
import { useAction } from "@/components/feedback/use-action";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CodeBlock } from "@/components/ui/code-block";
import { TokenCreateInput } from "@/server/access/token/schema";
import type { MadeChannel } from "./setup-step";
import { StepForm } from "./step-form";
import { StepFrame } from "./step-frame";

const NameInput = z.object({ name: TokenCreateInput.shape.name });

/** Makes the first key, shows it once, and ends the set-up. */
export function TokenStep({ channel, onBack }: { channel: MadeChannel | null; onBack: () => void }) {
  const t = useTranslations("setup");
  const trpc = useTRPC();
  const [key, setKey] = useState<string | null>(null);
  const form = useZodForm({ schema: NameInput, defaultValues: { name: t("token.defaultName") } });
  const create = useAction(trpc.token.create.mutationOptions());
  const finish = useFinish();
  if (key !== null) return <ShownToken secret={key} model={channel?.models[0]} finish={finish} />;
  return (
    <StepForm
      form={form}
      title={t("token.title")}
      description={t("token.description")}
      submitLabel={t("token.create")}
      back={
        <Button variant="ghost" onClick={onBack}>
          {t("back")}
        </Button>
      }
      skip={
        <Button variant="ghost" isPending={finish.isPending} onClick={finish.run}>
          {t("finish")}
        </Button>
      }
      onSubmit={async ({ name }) => setKey((await create.call({ name })).key)}
    >
      <TextField control={form.control} name="name" label={t("token.name")} className="max-w-sm" maxLength={64} />
    </StepForm>
  );
}

type Finish = { run: () => void; isPending: boolean };

function useFinish(): Finish {
  const finish = useAction(useTRPC().setup.finish.mutationOptions(), {
    // A whole load: the console is drawn for the account and site that now exist.
    onSuccess: () => window.location.assign("/"),
  });
  return { run: () => void finish.run(), isPending: finish.isPending };
}

function ShownToken({ secret, model, finish }: { secret: string; model: string | undefined; finish: Finish }) {
  const t = useTranslations("setup");
  const id = useId();
  const [isStored, setIsStored] = useState(false);
  return (
    <StepFrame
      title={t("token.secret")}
      description={t("token.description")}
      actions={
        <Button variant="primary" disabled={!isStored} isPending={finish.isPending} onClick={finish.run}>
          {t("finish")}
        </Button>
      }
    >
      <Alert tone="warn">{t("token.once")}</Alert>
      <CodeBlock code={secret} isWrapped />
      <CodeBlock title={t("token.baseUrl")} code={gatewayBaseUrl()} isWrapped />
      <CodeBlock title={t("token.tryIt")} code={curlExample({ key: secret, model: model ?? t("token.noModel") })} />
      <label htmlFor={id} className="flex items-center gap-2">
        <Checkbox id={id} checked={isStored} onCheckedChange={(checked) => setIsStored(checked === true)} />
        {t("token.stored")}
      </label>
    </StepFrame>
  );
}
