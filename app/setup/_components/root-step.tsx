"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { signInWithPassword } from "@/components/domain/entry/sign-in";
import { useAction } from "@/components/feedback/use-action";
import { NewPasswordFields, PASSWORDS_DIFFER, REPEATED_PASSWORD } from "@/components/form/new-password-fields";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { SetupRootInput } from "@/server/identity/setup/schema";
import { StepForm } from "./step-form";

const Schema = SetupRootInput.extend(REPEATED_PASSWORD).refine(
  (values) => values.password === values.repeatPassword,
  PASSWORDS_DIFFER,
);

/** Makes the root account and signs this browser in as it: the rest of the set-up is ordinary work of root. */
export function RootStep({ onBack, onDone }: { onBack: () => void; onDone: () => void }) {
  const t = useTranslations("setup");
  const trpc = useTRPC();
  const [isStranded, setIsStranded] = useState(false);
  const form = useZodForm({
    schema: Schema,
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
        isOptional
        autoComplete="email"
        className="max-w-sm"
      />
      <NewPasswordFields
        control={form.control}
        name="password"
        label={t("root.password")}
        repeatLabel={t("root.repeat")}
        className="max-w-sm"
      />
    </StepForm>
  );
}
