"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FieldChange } from "@/components/diff/changed-field";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/checkbox";
import { ChangeList } from "./change-list";
import { useObjectName } from "./object-name";
import { ReasonForm } from "./reason-form-schema";

type Comparison = RouterOutputs["revision"]["compare"];

/** Brings an object back to an earlier state, all of it or the fields chosen: the effect first, then why. */
export function RestoreDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("revision.restore");
  const trpc = useTRPC();
  const withJumpConfirm = useJumpConfirm();
  const nameOf = useObjectName();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const revision = useQuery(trpc.revision.get.queryOptions({ id }, { staleTime: 0 }));
  // Read after the newest number: what is saved in between makes the restore stale instead of unseen.
  const query = useQuery({
    ...trpc.revision.compare.queryOptions({ fromId: id, toId: null }, { staleTime: 0 }),
    enabled: revision.data !== undefined,
  });
  const restore = useAction(trpc.revision.restore.mutationOptions(), { success: t("done"), invalidate: [{}] });
  const form = useZodForm({ schema: ReasonForm, defaultValues: { reason: "" } });
  const effects = query.data ? effectsOf(query.data) : [];
  const chosen = effects.filter(({ path }) => !left.has(path));
  const save = ({ reason }: { reason: string }) => {
    const fields = left.size > 0 ? chosen.map(({ path }) => path) : undefined;
    const expected = revision.data?.newestNumber ?? 0;
    return withJumpConfirm((isJumpConfirmed) =>
      restore.call({ id, expected, reason, isJumpConfirmed, ...(fields ? { fields } : {}) }),
    );
  };
  const toggle = (path: string, isTaken: boolean) =>
    setLeft((current) => {
      const next = new Set(current);
      if (isTaken) next.delete(path);
      else next.add(path);
      return next;
    });
  return (
    <FormDialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={
        query.data
          ? t("title", {
              name: nameOf({ kind: query.data.kind, id: query.data.objectId, label: query.data.label }),
              number: query.data.fromNumber,
            })
          : t("titlePlain")
      }
      description={t("description")}
      form={form}
      onSubmit={save}
      submitLabel={left.size > 0 ? t("submitFields", { count: chosen.length }) : t("submit")}
      isSubmitOff={chosen.length === 0}
    >
      <QueryState query={query}>
        {(comparison) =>
          effects.length === 0 ? (
            <Alert>{t("same")}</Alert>
          ) : (
            <ChangeList
              changes={effects}
              kind={comparison.kind}
              objectId={comparison.objectId}
              lead={({ path }) => (
                <Checkbox
                  aria-label={t("take", { field: path })}
                  checked={!left.has(path)}
                  onCheckedChange={(isTaken) => toggle(path, isTaken === true)}
                />
              )}
            />
          )
        }
      </QueryState>
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} isAutoFocus />
    </FormDialog>
  );
}

/** What would change: from what is now to what was then. */
function effectsOf({ changes }: Comparison): FieldChange[] {
  return changes.map(({ path, before, after }) => ({ path, before: after, after: before }));
}
