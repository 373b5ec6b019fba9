"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { useAction } from "@/components/feedback/use-action";
import { SelectField } from "@/components/form/choice-fields";
import { FormSheet } from "@/components/form/form-overlay";
import { SecretField } from "@/components/form/secret-field";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { SecretDialog } from "@/components/ui/secret-dialog";
import { outranks, ROLES } from "@/server/identity/permission/schema";
import { UserCreateInput } from "@/server/identity/user/schema";
import { UserGroupField, UserNameFields, UserNotesField } from "./user-fields";

const EMPTY: z.input<typeof UserCreateInput> = {
  username: "",
  email: "",
  displayName: "",
  role: "user",
  groupName: "default",
  notes: "",
  password: "",
};

export function UserCreateSheet(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("user");
  const viewer = useViewer();
  const trpc = useTRPC();
  const [made, setMade] = useState<{ username: string; password: string } | null>(null);
  const form = useZodForm({ schema: UserCreateInput, defaultValues: EMPTY });
  const create = useAction(trpc.user.create.mutationOptions(), {
    success: (user) => t("form.created", { name: user.username }),
    invalidate: [trpc.user.pathFilter()],
    onSuccess: ({ username, password }) => {
      if (password !== null) setMade({ username, password });
    },
  });
  const roles = ROLES.filter((role) => outranks(viewer.role, role));
  return (
    <>
      <FormSheet
        open={props.open}
        onOpenChange={(open) => {
          // The next account starts from nothing, not from what was saved last.
          if (!open) form.reset(EMPTY);
          props.onOpenChange(open);
        }}
        title={t("form.createTitle")}
        form={form}
        onSubmit={create.call}
        submitLabel={t("form.create")}
      >
        <UserNameFields control={form.control} isAutoFocus />
        <TextField control={form.control} name="displayName" label={t("fields.displayName")} isOptional />
        <SelectField
          control={form.control}
          name="role"
          label={t("fields.role")}
          options={roles.map((value) => ({
            value,
            label: t(`roles.${value}`),
            description: t(`roleHints.${value}`),
          }))}
        />
        <UserGroupField control={form.control} name="groupName" />
        <SecretField
          control={form.control}
          name="password"
          label={t("fields.password")}
          description={t("fields.passwordHint")}
          autoComplete="new-password"
          isOptional
        />
        <UserNotesField control={form.control} />
      </FormSheet>
      <SecretDialog
        secret={made?.password ?? null}
        title={t("password.secretTitle", { name: made?.username ?? "" })}
        onClose={() => setMade(null)}
      >
        <p className="text-fg-2">{t("password.secretHint", { name: made?.username ?? "" })}</p>
      </SecretDialog>
    </>
  );
}
