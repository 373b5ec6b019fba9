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
const EMPTY = { currentPassword: "", newPassword: "", repeatPassword: "" };

export function PasswordForm({ username }: { username: string }) {
  const t = useTranslations("profile");
  const trpc = useTRPC();
  const form = useZodForm({ schema: Schema, defaultValues: EMPTY });
  const change = useAction(trpc.profile.changePassword.mutationOptions(), {
    success: ({ endedSessions }) => t("passwordChanged", { count: endedSessions }),
    invalidate: [trpc.session.pathFilter(), trpc.profile.pathFilter(), trpc.audit.pathFilter()],
    // After the form took what was typed as its new start: nothing of a password stays in the page.
    onSuccess: () => queueMicrotask(() => form.reset(EMPTY)),
  });
  return (
    <PageForm
      form={form}
      onSubmit={({ currentPassword, newPassword }) => change.call({ currentPassword, newPassword })}
      submitLabel={t("changePassword")}
    >
      {/* Password managers file the new password under this name. */}
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <SecretField
        control={form.control}
        name="currentPassword"
        label={t("currentPassword")}
        autoComplete="current-password"
        className="max-w-xs"
      />
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
