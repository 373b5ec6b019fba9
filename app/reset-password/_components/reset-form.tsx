"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useAction } from "@/components/feedback/use-action";
import { FormFaultAlert } from "@/components/form/form-fault-alert";
import { NewPasswordFields, PASSWORDS_DIFFER, REPEATED_PASSWORD } from "@/components/form/new-password-fields";
import { TextField } from "@/components/form/text-fields";
import { useSubmit } from "@/components/form/use-submit";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { ResetPasswordInput } from "@/server/identity/mail-code/schema";

const Schema = ResetPasswordInput.extend(REPEATED_PASSWORD).refine(
  (values) => values.password === values.repeatPassword,
  PASSWORDS_DIFFER,
);

/** Sets a new password by the mail's link or code. */
export function ResetForm() {
  const t = useTranslations("mailCode.reset");
  const login = useTranslations("login");
  const trpc = useTRPC();
  const [username, setUsername] = useState<string | null>(null);
  const form = useZodForm({ schema: Schema, defaultValues: { code: "", password: "", repeatPassword: "" } });
  const { setValue } = form;
  useEffect(() => {
    const code = new URLSearchParams(window.location.search).get("code");
    if (!code) return;
    setValue("code", code);
    // Out of the address bar and the history: whoever looks over the shoulder has minutes.
    window.history.replaceState(null, "", "/reset-password");
  }, [setValue]);
  const reset = useAction(trpc.mailCode.resetPassword.mutationOptions());
  const { submit, fault } = useSubmit({
    form,
    onSubmit: async ({ code, password }) => setUsername((await reset.call({ code, password })).username),
  });
  return (
    <div className="w-full max-w-[360px]">
      <h1 className="mb-6 text-center font-semibold text-xl">{t("title")}</h1>
      <div className="flex flex-col gap-4 rounded-lg border border-border bg-card p-5 sm:p-6">
        {username === null ? (
          <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
            <FormFaultAlert fault={fault} />
            <p className="text-fg-2 text-sm">{t("hint")}</p>
            <TextField control={form.control} name="code" label={t("code")} autoComplete="one-time-code" isMono />
            <NewPasswordFields control={form.control} name="password" label={t("password")} repeatLabel={t("repeat")} />
            <Button type="submit" variant="primary" size="lg" isPending={reset.isPending} className="w-full">
              {t("submit")}
            </Button>
          </form>
        ) : (
          <>
            <Alert tone="ok">{t("done", { username })}</Alert>
            <Button variant="primary" size="lg" asChild>
              <Link href="/login">{login("submit")}</Link>
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
