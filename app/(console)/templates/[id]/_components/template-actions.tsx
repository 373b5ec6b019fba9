"use client";

import { MoreHorizontal } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { PlateDialog } from "../../_components/plate-dialog";
import type { TemplateRecord } from "../../_components/template-row";

type Open = "edit" | "copy" | null;

/** What can be done to a template. One that came with the product is copied instead of changed. */
export function TemplateActions({ template }: { template: TemplateRecord }) {
  const t = useTranslations("template");
  const mayManage = useCan("template.manage");
  const [open, setOpen] = useState<Open>(null);
  const { archive, remove } = useActs(template);
  return (
    <>
      {template.isActive ? (
        <Button asChild variant={mayManage ? "secondary" : "primary"}>
          <Link href={`/configs/new?template=${template.id}`}>{t("use")}</Link>
        </Button>
      ) : null}
      {mayManage && !template.isSystem ? (
        <Button asChild variant="primary">
          <Link href={`/templates/${template.id}/edit`}>{t("newVersion")}</Link>
        </Button>
      ) : null}
      {mayManage ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="icon" aria-label={t("more")}>
              <MoreHorizontal aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={() => setOpen("edit")}>{t("rename")}</DropdownMenuItem>
            <DropdownMenuItem onSelect={() => setOpen("copy")}>{t("copy")}</DropdownMenuItem>
            <DropdownMenuItem onSelect={() => void archive()}>
              {t(template.isActive ? "archive" : "activate")}
            </DropdownMenuItem>
            {template.isSystem ? null : (
              <DropdownMenuItem isDanger onSelect={() => void remove()}>
                {t("delete")}
              </DropdownMenuItem>
            )}
          </DropdownMenuContent>
        </DropdownMenu>
      ) : null}
      {open ? <PlateDialog mode={open} template={template} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function useActs({ id, name, version, isActive }: TemplateRecord) {
  const t = useTranslations("template");
  const trpc = useTRPC();
  const router = useRouter();
  const confirm = useConfirm();
  const invalidate = [trpc.template.pathFilter(), trpc.category.pathFilter()];
  const update = useAction(trpc.template.update.mutationOptions(), {
    success: t(isActive ? "done.archived" : "done.activated"),
    invalidate,
    undo: useUndoSave(() => ({ kind: "template", id })),
  });
  const destroy = useAction(trpc.template.delete.mutationOptions(), { success: t("done.deleted"), invalidate });
  return {
    archive: () => update.run({ id, version, isActive: !isActive }),
    remove: async () => {
      const isSure = await confirm({
        title: t("confirmDelete.title", { name }),
        description: t("confirmDelete.effect"),
        confirmLabel: t("delete"),
        isDanger: true,
        typeToConfirm: name,
      });
      if (!isSure) return;
      const outcome = await destroy.run({ id, version });
      if (outcome.ok) router.push("/templates");
    },
  };
}
