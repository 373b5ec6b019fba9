"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { z } from "zod";
import { signInWithPassword } from "@/components/domain/entry/sign-in";
import { useAction } from "@/components/feedback/use-action";
import { SecretField } from "@/components/form/secret-field";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { SetupRootInput } from "@/server/identity/setup/schema";
import { StepForm } from "./step-form";

/** Makes the root account and signs this browser in as it: the rest of the set-up is ordinary work of root. */
export function RootStep({ onBack, onDone }: { onBack: () => void; onDone: () => void }) {
  const t = useTranslations("setup");
  const trpc = useTRPC();
  const [isStranded, setIsStranded] = useState(false);
  const schema = useMemo(
    () =>
      SetupRootInput.extend({ repeatPassword: z.string() }).refine(
        (values) => values.password === values.repeatPassword,
        { path: ["repeatPassword"], message: t("root.differ") },
      ),
    [t],
  );
  const form = useZodForm({
    schema,
    defaultValues: { username: "root", email: "", password: "", repeatPassword: "" },
  });
  const create = useAction(trpc.setup.createRoot.mutationOptions());
  return (
    <StepForm
      form={form}
      title={t("root.title")}
      description={t("root.description")}
      submitLabel={t("root.submit")}
      back={
        <Button variant="ghost" onClick={onBack}>
          {t("back")}
        </Button>
      }
      onSubmit={async ({ username, email, password }) => {
        await create.call({ username, email, password });
        if ((await signInWithPassword({ name: username, password })) === null) onDone();
        else setIsStranded(true);
      }}
    >
      {isStranded ? (
        <Alert
          tone="warn"
          actions={
            <Button size="sm" asChild>
              <a href="/login?callbackUrl=/setup">{t("signIn.action")}</a>
            </Button>
          }
        >
          {t("root.signInFailed")}
        </Alert>
      ) : null}
      <TextField
        control={form.control}
        name="username"
        label={t("root.username")}
        autoComplete="username"
        className="max-w-sm"
      />
      <TextField
        control={form.control}
        name="email"
        type="email"
        label={t("root.email")}
        description={t("root.emailHint")}
        autoComplete="email"
        className="max-w-sm"
      />
      <SecretField
        control={form.control}
        name="password"
        label={t("root.password")}
        autoComplete="new-password"
        className="max-w-sm"
      />
      <SecretField
        control={form.control}
        name="repeatPassword"
        label={t("root.repeat")}
        autoComplete="new-password"
        className="max-w-sm"
      />
    </StepForm>
  );
}
