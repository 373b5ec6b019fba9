"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useBotCheck } from "@/components/domain/entry/bot-check";
import { ProviderButtons } from "@/components/domain/entry/provider-buttons";
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
import type { Entry } from "@/server/identity/session/entry";
import { EmailFields } from "./email-fields";
import { TermsField } from "./terms-field";
import { useInvitation } from "./use-invitation";

export const RegisterFormSchema = RegisterInput.extend(REPEATED_PASSWORD).refine(
  (values) => values.password === values.repeatPassword,
  PASSWORDS_DIFFER,
);

const EMPTY = {
  username: "",
  email: "",
  emailCode: "",
  password: "",
  repeatPassword: "",
  referralCode: "",
  acceptsTerms: false,
};

type RegisterEntry = Pick<
  Entry,
  "siteName" | "methods" | "registersPasswords" | "verifiesEmail" | "isEmailRequired" | "pages" | "checksBots"
>;

/** Makes an account and signs this browser in with it. */
export function RegisterForm({ entry }: { entry: RegisterEntry }) {
  const { siteName, methods, registersPasswords } = entry;
  const t = useTranslations("registration");
  return (
    <div className="w-full max-w-[400px]">
      <h1 className="mb-6 break-words text-center font-semibold text-xl">{t("heading", { site: siteName })}</h1>
      <div className="flex flex-col gap-4 rounded-lg border border-border bg-card p-5 sm:p-6">
        {registersPasswords ? <PasswordAccount entry={entry} /> : null}
        {methods.length > 0 ? (
          <>
            <p className="text-fg-2 text-sm">{registersPasswords ? t("withProvider") : t("onlyProviders")}</p>
            <ProviderButtons methods={methods} callbackUrl={() => "/"} />
          </>
        ) : null}
      </div>
      <p className="mt-4 text-center text-fg-2 text-sm">
        {t("hasAccount")}{" "}
        <Link href="/login" className="text-accent underline">
          {t("signIn")}
        </Link>
      </p>
    </div>
  );
}

function PasswordAccount({ entry }: { entry: RegisterEntry }) {
  const { verifiesEmail, isEmailRequired, pages, checksBots } = entry;
  const t = useTranslations("registration");
  const trpc = useTRPC();
  const form = useZodForm({ schema: RegisterFormSchema, defaultValues: EMPTY });
  const botCheck = useBotCheck(checksBots);
  useInvitation((code) => form.setValue("referralCode", code));
  const register = useAction(trpc.registration.register.mutationOptions());
  const { submit, fault } = useSubmit({
    form,
    onSubmit: async ({ repeatPassword: _repeated, ...account }) => {
      await register.call({ ...account, ...botCheck.take() });
      const refused = await signInWithPassword({ name: account.username, password: account.password });
      // A whole load: nothing drawn for a visitor is left over.
      window.location.assign(refused ? "/login" : "/");
    },
  });
  return (
    // As at the sign-in: before the page's code is there, nothing typed may end up in the address.
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      <FormFaultAlert fault={fault} />
      <TextField control={form.control} name="username" label={t("username")} autoComplete="username" isAutoFocus />
      <EmailFields form={form} isVerified={verifiesEmail} isRequired={isEmailRequired} takeCheck={botCheck.take} />
      <NewPasswordFields control={form.control} name="password" label={t("password")} repeatLabel={t("repeat")} />
      <TextField
        control={form.control}
        name="referralCode"
        label={t("referralCode")}
        description={t("referralHint")}
        isMono
        isOptional
      />
      {pages.terms || pages.privacy ? <TermsField control={form.control} pages={pages} /> : null}
      {botCheck.field}
      <Button type="submit" variant="primary" size="lg" isPending={form.formState.isSubmitting} className="mt-1 w-full">
        {t("submit")}
      </Button>
    </form>
  );
}
