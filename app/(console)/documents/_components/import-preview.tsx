"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { MomentObjects } from "@/components/domain/revision/moment-objects";
import { useOpenRollBack } from "@/components/domain/revision/roll-back-provider";
import { useConfirm } from "@/components/feedback/confirm";
import { Declined, useAction } from "@/components/feedback/use-action";
import { useErrorText } from "@/components/feedback/use-error-text";
import { useToast } from "@/components/feedback/use-toast";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterInputs, RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { StartedImport } from "./import-job";
import { KeepAsDraftButton, type KeptDraft } from "./keep-as-draft";

type Preview = RouterOutputs["document"]["preview"];
type Item = Preview["items"][number];

const REASON_LENGTH_MIN = 3;

/** Every object that would change, opened to its fields, and the button that does it. */
export function ImportPreview(props: {
  preview: Preview;
  input: RouterInputs["document"]["preview"];
  onDone: (done: { kept?: KeptDraft; started?: StartedImport }) => void;
}) {
  const { preview, input, onDone } = props;
  const { items, changeCount, fingerprint } = preview;
  const t = useTranslations("document.import");
  const trpc = useTRPC();
  const toast = useToast();
  const confirm = useConfirm();
  const withJumpConfirm = useJumpConfirm();
  const openRollBack = useOpenRollBack();
  const reasonId = useId();
  const [reason, setReason] = useState("");
  const apply = useAction(trpc.document.import.mutationOptions(), {
    invalidate: [{}],
    onSuccess: ({ count, changeId, jobId }) => {
      if (jobId !== null) toast.success(t("job.started"));
      else toast.success(t("done", { count }), changeId === null ? undefined : () => openRollBack({ changeId }));
    },
  });
  const isFit = items.every(isFitting) && changeCount > 0 && reason.trim().length >= REASON_LENGTH_MIN;
  const save = async () => {
    const deletions = items.filter(({ effect, held }) => effect === "delete" && held === null).length;
    const isMeant = await confirm({
      title: t("confirmTitle", { count: changeCount }),
      description: deletions > 0 ? t("confirmDeletes", { count: deletions }) : t("confirmDescription"),
      confirmLabel: t("apply", { count: changeCount }),
      isDanger: deletions > 0,
    });
    if (!isMeant) return;
    try {
      const { jobId, ...done } = await withJumpConfirm((isJumpConfirmed) =>
        apply.call({ ...input, fingerprint, reason, isJumpConfirmed }),
      );
      onDone(jobId === null ? {} : { started: { ...done, jobId } });
    } catch (error) {
      if (!(error instanceof Declined)) toast.error(error);
    }
  };
  return (
    <div className="mt-6 flex max-w-[960px] flex-col gap-4">
      <PreviewSummary preview={preview} isSealed={preview.document.hasSecrets && !input.passphrase} />
      <MomentObjects objects={items} notes={(item) => <ItemNotes item={item} />} />
      {changeCount > 0 ? (
        <div className="flex flex-wrap items-end gap-3">
          <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
            <Label htmlFor={reasonId}>{t("reason")}</Label>
            <Input
              id={reasonId}
              value={reason}
              maxLength={400}
              placeholder={t("reasonHint")}
              onChange={({ target }) => setReason(target.value)}
            />
          </div>
          <KeepAsDraftButton
            {...{ input, fingerprint, reason }}
            isDisabled={!isFit}
            onKept={(kept) => onDone({ kept })}
          />
          <Button
            variant="primary"
            disabled={!isFit || preview.refusal !== null}
            isPending={apply.isPending}
            onClick={() => void save()}
          >
            {t("apply", { count: changeCount })}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function isFitting({ faults, held }: Item): boolean {
  return faults.length === 0 || held !== null;
}

function PreviewSummary({ preview, isSealed }: { preview: Preview; isSealed: boolean }) {
  const t = useTranslations("document.import");
  const format = useFormatter();
  const errorText = useErrorText();
  const { document, items, changeCount, unchangedCount, refusal, jump } = preview;
  const faulty = items.filter((item) => !isFitting(item)).length;
  const at = format.dateTime(new Date(document.exportedAt), { dateStyle: "medium", timeStyle: "short" });
  return (
    <>
      <div>
        <p className="font-semibold" role="status">
          {t("summary", { changes: changeCount, unchanged: unchangedCount, held: items.length - changeCount })}
        </p>
        <p className="text-fg-2 text-xs">{t("source", { at, version: document.gatehouse })}</p>
      </div>
      {isSealed ? <Alert>{t("sealed")}</Alert> : null}
      {faulty > 0 ? <Alert tone="err">{t("faults", { count: faulty })}</Alert> : null}
      {refusal ? (
        <Alert tone="err" title={t("refused")}>
          {errorText({ data: { app: refusal } })}
        </Alert>
      ) : null}
      {jump ? <Alert tone="warn">{t("jump")}</Alert> : null}
    </>
  );
}

function ItemNotes({ item }: { item: Item }) {
  const t = useTranslations("document.import");
  return (
    <>
      {item.held ? <Badge>{t(`held.${item.held}`)}</Badge> : null}
      {item.isConflict && item.held !== "conflict" ? <Badge tone="warn">{t("isConflict")}</Badge> : null}
      {item.isSecretChanged ? <Badge tone="info">{t("secretChanged")}</Badge> : null}
      {item.lacksKeys && item.held === null ? <Badge tone="warn">{t("lacksKeys")}</Badge> : null}
    </>
  );
}
