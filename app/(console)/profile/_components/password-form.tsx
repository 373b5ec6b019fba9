"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { NewPasswordFields, PASSWORDS_DIFFER, REPEATED_PASSWORD } from "@/components/form/new-password-fields";
import { PageForm } from "@/components/form/page-form";
import { SecretField } from "@/components/form/secret-field";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { PasswordChangeInput } from "@/server/identity/profile/schema";

const Schema = PasswordChangeInput.extend(REPEATED_PASSWORD).refine(
  (values) => values.newPassword === values.repeatPassword,
  PASSWORDS_DIFFER,
);
const EMPTY = { newPassword: "", repeatPassword: "" };

/** Changes the password, or sets the first one of an account that came by a provider. */
export function PasswordForm({ username, hasPassword }: { username: string; hasPassword: boolean }) {
  const t = useTranslations("profile");
  const trpc = useTRPC();
  const form = useZodForm({ schema: Schema, defaultValues: hasPassword ? { ...EMPTY, currentPassword: "" } : EMPTY });
  const change = useAction(trpc.profile.changePassword.mutationOptions(), {
    success: ({ endedSessions }) => t("passwordChanged", { count: endedSessions }),
    invalidate: [trpc.session.pathFilter(), trpc.profile.pathFilter(), trpc.audit.pathFilter()],
    // After the form took what was typed as its new start: nothing of a password stays in the page.
    onSuccess: () => queueMicrotask(() => form.reset(hasPassword ? { ...EMPTY, currentPassword: "" } : EMPTY)),
  });
  return (
    <PageForm
      form={form}
      onSubmit={({ currentPassword, newPassword }) => change.call({ currentPassword, newPassword })}
      submitLabel={hasPassword ? t("changePassword") : t("setPassword")}
    >
      {/* Password managers file the new password under this name. */}
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      {hasPassword ? (
        <SecretField
          control={form.control}
          name="currentPassword"
          label={t("currentPassword")}
          autoComplete="current-password"
          className="max-w-xs"
        />
      ) : null}
      <NewPasswordFields
        control={form.control}
        name="newPassword"
        label={t("newPassword")}
        repeatLabel={t("repeatPassword")}
        className="max-w-xs"
      />
    </PageForm>
  );
}
