"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { PageForm } from "@/components/form/page-form";
import { TextareaField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { can, outranks } from "@/server/identity/permission/schema";
import { UserAnnotateInput } from "@/server/identity/user/schema";
import type { UserDetail } from "../../_components/user-detail";

/** What staff keep in mind about an account. */
export function UserNotes({ user }: { user: UserDetail }) {
  const t = useTranslations("user.notes");
  const trpc = useTRPC();
  const viewer = useViewer();
  const mayAnnotate = can(viewer.role, "user.annotate") && outranks(viewer.role, user.role) && !user.deletedAt;
  const form = useZodForm({
    schema: UserAnnotateInput,
    defaultValues: { id: user.id, version: user.version, notes: user.notes },
  });
  const annotate = useAction(trpc.user.annotate.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.user.pathFilter(), trpc.audit.pathFilter()],
  });
  if (!mayAnnotate) return <p className="max-w-[720px] whitespace-pre-wrap">{user.notes || "—"}</p>;
  return (
    <PageForm form={form} onSubmit={annotate.call} submitLabel={t("save")}>
      <TextareaField
        control={form.control}
        name="notes"
        label={t("label")}
        description={t("hint")}
        placeholder={t("placeholder")}
        rows={8}
      />
    </PageForm>
  );
}
