"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAction } from "@/components/feedback/use-action";
import { useToast } from "@/components/feedback/use-toast";
import { FormDialog } from "@/components/form/form-overlay";
import { SecretField } from "@/components/form/secret-field";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { SecretDialog } from "@/components/ui/secret-dialog";
import { UserResetPasswordInput } from "@/server/identity/user/schema";
import type { UserDialogProps } from "./user-edit-sheet";

export function ResetPasswordDialog({ user, open, onOpenChange }: UserDialogProps) {
  const t = useTranslations("user");
  const trpc = useTRPC();
  const toast = useToast();
  const [secret, setSecret] = useState<string | null>(null);
  const form = useZodForm({ schema: UserResetPasswordInput, defaultValues: { id: user.id, password: "" } });
  const reset = useAction(trpc.user.resetPassword.mutationOptions(), {
    invalidate: [trpc.user.pathFilter(), trpc.session.pathFilter(), trpc.audit.pathFilter()],
    onSuccess: ({ password }) => {
      if (password === null) toast.success(t("password.done"));
      else setSecret(password);
    },
  });
  return (
    <>
      <FormDialog
        open={open}
        onOpenChange={onOpenChange}
        title={t("password.title", { name: user.username })}
        description={t("password.description", { name: user.username })}
        form={form}
        onSubmit={reset.call}
        submitLabel={t("password.submit")}
        isDanger
      >
        <SecretField
          control={form.control}
          name="password"
          label={t("fields.password")}
          description={t("fields.passwordHint")}
          autoComplete="new-password"
          isOptional
        />
      </FormDialog>
      <SecretDialog
        secret={secret}
        title={t("password.secretTitle", { name: user.username })}
        onClose={() => setSecret(null)}
      >
        <p className="text-fg-2">{t("password.secretHint", { name: user.username })}</p>
      </SecretDialog>
    </>
  );
}
