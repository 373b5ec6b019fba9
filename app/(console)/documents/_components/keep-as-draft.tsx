"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useObjectName } from "@/components/domain/revision/object-name";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterInputs, RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

export type KeptDraft = RouterOutputs["document"]["importAsDraft"];

const TITLE_LENGTH_MAX = 191;

/** Puts the changes that were looked at into a draft, for somebody else to publish. */
export function KeepAsDraftButton(props: {
  input: RouterInputs["document"]["preview"];
  fingerprint: string;
  reason: string;
  isDisabled: boolean;
  onKept: (kept: KeptDraft) => void;
}) {
  const { input, fingerprint, reason, isDisabled, onKept } = props;
  const t = useTranslations("document.import.draft");
  const trpc = useTRPC();
  const keep = useAction(trpc.document.importAsDraft.mutationOptions(), {
    invalidate: [trpc.draft.pathFilter()],
    onSuccess: onKept,
  });
  const title = reason.trim().slice(0, TITLE_LENGTH_MAX);
  return (
    <Button
      disabled={isDisabled}
      isPending={keep.isPending}
      onClick={() => void keep.run({ ...input, fingerprint, title, reason })}
    >
      {t("keep")}
    </Button>
  );
}

/** What became of it: the draft, and the secrets that it cannot carry. */
export function KeptDraftNote({ kept }: { kept: KeptDraft }) {
  const t = useTranslations("document.import.draft");
  const nameOf = useObjectName();
  const { draft, count, leftOut, hasSecrets } = kept;
  return (
    <Alert tone={hasSecrets ? "warn" : "ok"} title={t("kept", { count })}>
      <div className="flex flex-col items-start gap-1">
        {leftOut.length > 0 ? <p>{t("leftOut", { names: leftOut.map(nameOf).join(", ") })}</p> : null}
        {hasSecrets && leftOut.length === 0 ? <p>{t("secretsLeftOut")}</p> : null}
        {draft ? (
          <Link className="text-accent underline" href={`/drafts/${draft.id}`}>
            {t("open")}
          </Link>
        ) : null}
      </div>
    </Alert>
  );
}
