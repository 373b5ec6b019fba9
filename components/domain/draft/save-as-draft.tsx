"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { useAction } from "@/components/feedback/use-action";
import { useToast } from "@/components/feedback/use-toast";
import { SelectField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { type DraftChange, storedChange } from "./draft-row";
import { useDraftBase } from "./use-draft-base";

/** An edit on its way into a draft; which state it starts from is looked up where the editor does not know it. */
export type NewDraftChange = Omit<DraftChange, "base"> & { base?: number };

const NEW = "new";
const Target = z
  .object({ draftId: z.string(), title: z.string().trim().max(191) })
  .refine(({ draftId, title }) => draftId !== NEW || title !== "", { path: ["title"], message: "required" });

/** Puts edits into a draft, a new one or one that is open, in the place of saving them. */
export function SaveAsDraftDialog(props: {
  changes: () => readonly NewDraftChange[];
  onClose: () => void;
  onKept: () => void;
}) {
  const { changes, onClose, onKept } = props;
  const t = useTranslations("draft.keep");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const baseOf = useDraftBase();
  const open = useQuery(trpc.draft.list.queryOptions({ status: ["draft", "failed"], limit: 50 }));
  const form = useZodForm({ schema: Target, defaultValues: { draftId: NEW, title: "" } });
  const invalidate = [trpc.draft.pathFilter()];
  const create = useAction(trpc.draft.create.mutationOptions(), { success: t("kept"), invalidate });
  const update = useAction(trpc.draft.update.mutationOptions(), { success: t("kept"), invalidate });

  const keep = async ({ draftId, title }: z.output<typeof Target>) => {
    const added: DraftChange[] = [];
    for (const change of changes()) added.push({ ...change, base: change.base ?? (await baseOf(change)) });
    if (draftId === NEW) {
      const { id } = await create.call({ title, changes: added });
      onKept();
      router.push(`/drafts/${id}`);
      return;
    }
    const draft = await queryClient.fetchQuery(trpc.draft.get.queryOptions({ id: draftId }, { staleTime: 0 }));
    // A draft holds one change of an object: the later edit takes the place of the earlier one.
    const kept = draft.changes.filter(({ kind, id }) => !added.some((other) => other.kind === kind && other.id === id));
    await update.call({ id: draftId, version: draft.version, changes: [...kept.map(storedChange), ...added] });
    onKept();
  };
  const drafts = open.data?.items ?? [];
  return (
    <FormDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t("title")}
      description={t("description")}
      form={form}
      onSubmit={keep}
      submitLabel={t("submit")}
    >
      <SelectField
        control={form.control}
        name="draftId"
        label={t("draft")}
        options={[{ value: NEW, label: t("new") }, ...drafts.map(({ id, title }) => ({ value: id, label: title }))]}
      />
      {form.watch("draftId") === NEW ? (
        <TextField
          control={form.control}
          name="title"
          label={t("name")}
          description={t("nameHint")}
          maxLength={191}
          isAutoFocus
        />
      ) : null}
    </FormDialog>
  );
}

/** The button beside "save"; there only for those who may keep drafts. */
export function SaveAsDraftButton(props: {
  changes: () => readonly NewDraftChange[];
  /** Asked before: whether what was edited can be kept as it is. */
  mayOpen: () => Promise<boolean>;
  isDisabled: boolean;
  onKept: () => void;
}) {
  const t = useTranslations("draft.keep");
  const mayManage = useCan("draft.manage");
  const toast = useToast();
  const [isOpen, setIsOpen] = useState(false);
  if (!mayManage) return null;
  return (
    <>
      <Button
        disabled={props.isDisabled}
        onClick={() =>
          void props
            .mayOpen()
            .then(setIsOpen)
            .catch((error: unknown) => toast.error(error))
        }
      >
        {t("open")}
      </Button>
      {isOpen ? (
        <SaveAsDraftDialog
          changes={props.changes}
          onClose={() => setIsOpen(false)}
          onKept={() => {
            setIsOpen(false);
            props.onKept();
          }}
        />
      ) : null}
    </>
  );
}
