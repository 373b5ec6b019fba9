"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { signInWithPassword } from "@/components/domain/entry/sign-in";
import { useAction } from "@/components/feedback/use-action";
import { FormFaultAlert } from "@/components/form/form-fault-alert";
import { NewPasswordFields, PASSWORDS_DIFFER, REPEATED_PASSWORD } from "@/components/form/new-password-fields";
import { TextField } from "@/components/form/text-fields";
import { useSubmit } from "@/components/form/use-submit";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { RegisterInput } from "@/server/identity/registration/schema";
import { useInvitation } from "./use-invitation";

const Schema = RegisterInput.extend(REPEATED_PASSWORD).refine(
  (values) => values.password === values.repeatPassword,
  PASSWORDS_DIFFER,
);

/** Makes an account and signs this browser in with it. */
export function RegisterForm({ siteName }: { siteName: string }) {
  const t = useTranslations("registration");
  const trpc = useTRPC();
  const form = useZodForm({
    schema: Schema,
    defaultValues: { username: "", email: "", password: "", repeatPassword: "", referralCode: "" },
  });
  useInvitation((code) => form.setValue("referralCode", code));
  const register = useAction(trpc.registration.register.mutationOptions());
  const { submit, fault } = useSubmit({
    form,
    onSubmit: async ({ repeatPassword: _repeated, ...account }) => {
      await register.call(account);
      const refused = await signInWithPassword({ name: account.username, password: account.password });
      // A whole load: nothing drawn for a visitor is left over.
      window.location.assign(refused ? "/login" : "/");
    },
  });
  return (
    <div className="w-full max-w-[400px]">
      <h1 className="mb-6 break-words text-center font-semibold text-xl">{t("heading", { site: siteName })}</h1>
      {/* As at the sign-in: before the page's code is there, nothing typed may end up in the address. */}
      <form
        method="post"
        onSubmit={submit}
        noValidate
        className="flex flex-col gap-4 rounded-lg border border-border bg-card p-5 sm:p-6"
      >
        <FormFaultAlert fault={fault} />
        <TextField control={form.control} name="username" label={t("username")} autoComplete="username" isAutoFocus />
        <TextField
          control={form.control}
          name="email"
          type="email"
          label={t("email")}
          autoComplete="email"
          isOptional
        />
        <NewPasswordFields control={form.control} name="password" label={t("password")} repeatLabel={t("repeat")} />
        <TextField
          control={form.control}
          name="referralCode"
          label={t("referralCode")}
          description={t("referralHint")}
          isMono
          isOptional
        />
        <Button
          type="submit"
          variant="primary"
          size="lg"
          isPending={form.formState.isSubmitting}
          className="mt-1 w-full"
        >
          {t("submit")}
        </Button>
      </form>
      <p className="mt-4 text-center text-fg-2 text-sm">
        {t("hasAccount")}{" "}
        <Link href="/login" className="text-accent underline">
          {t("signIn")}
        </Link>
      </p>
    </div>
  );
}
