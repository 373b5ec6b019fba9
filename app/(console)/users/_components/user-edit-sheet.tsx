"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { FormSheet } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { UserUpdateInput } from "@/server/identity/user/schema";
import type { UserSubject } from "./user-act";
import { UserGroupField, UserNameFields, UserNotesField } from "./user-fields";

export type UserDialogProps = { user: UserSubject; open: boolean; onOpenChange: (open: boolean) => void };

export function UserEditSheet({ user, open, onOpenChange }: UserDialogProps) {
  const t = useTranslations("user");
  const trpc = useTRPC();
  const mayRename = useCan("user.updateNames");
  const { id, version, username, displayName, groupName, notes } = user;
  const form = useZodForm({
    schema: UserUpdateInput,
    defaultValues: { id, version, username, email: user.email ?? "", displayName, groupName, notes },
  });
  const update = useAction(trpc.user.update.mutationOptions(), {
    success: t("form.saved"),
    invalidate: [trpc.user.pathFilter(), trpc.audit.pathFilter()],
  });
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("form.editTitle", { name: username })}
      form={form}
      onSubmit={update.call}
      submitLabel={t("form.save")}
      isEdit
    >
      {mayRename ? <UserNameFields control={form.control} /> : null}
      <TextField control={form.control} name="displayName" label={t("fields.displayName")} />
      <UserGroupField control={form.control} name="groupName" />
      <UserNotesField control={form.control} />
    </FormSheet>
  );
}
