"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { RadioField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { outranks, ROLES } from "@/server/identity/permission/schema";
import { UserSetRoleInput } from "@/server/identity/user/schema";
import type { UserDialogProps } from "./user-edit-sheet";

export function SetRoleDialog({ user, open, onOpenChange }: UserDialogProps) {
  const t = useTranslations("user");
  const trpc = useTRPC();
  const viewer = useViewer();
  const roles = ROLES.filter((role) => outranks(viewer.role, role) || viewer.role === "root");
  const form = useZodForm({ schema: UserSetRoleInput, defaultValues: { id: user.id, role: user.role, reason: "" } });
  const setRole = useAction(trpc.user.setRole.mutationOptions(), {
    success: (_, { role }) => t("role.done", { name: user.username, role: t(`roles.${role}`) }),
    invalidate: [trpc.user.pathFilter(), trpc.session.pathFilter(), trpc.audit.pathFilter()],
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("role.title", { name: user.username })}
      description={t("role.description", { name: user.username })}
      form={form}
      onSubmit={setRole.call}
      submitLabel={t("role.submit")}
      isEdit
    >
      <RadioField
        control={form.control}
        name="role"
        label={t("fields.role")}
        options={roles.map((value) => ({ value, label: t(`roles.${value}`), description: t(`roleHints.${value}`) }))}
      />
      <TextField
        control={form.control}
        name="reason"
        label={t("fields.reason")}
        description={t("fields.reasonHint")}
        isOptional
      />
    </FormDialog>
  );
}
