"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { ObjectRef } from "@/server/configuration/revision/schema";
import { type NewDraftChange, SaveAsDraftDialog } from "./save-as-draft";

type Asked = { change: NewDraftChange; answer: (isKept: boolean) => void };
type Alternative<Values> = { label: string; onSubmit: (values: Values) => Promise<boolean> };

/**
 * For a form's `alternative`: keeps what it holds in a draft instead of saving it. `dialog` is put beside the form. The draft's change starts
 * from the state that was there when the form was opened, so that what others saved since is merged and not lost. `object` is
 * null for one that does not exist yet.
 */
export function useSaveAsDraft<Values>(
  object: ObjectRef | null,
  toChange: (values: Values) => Omit<NewDraftChange, "base">,
): { alternative: Alternative<Values> | undefined; dialog: ReactNode } {
  const t = useTranslations("draft.keep");
  const mayManage = useCan("draft.manage");
  const base = useNumberAtOpening(mayManage ? object : null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const finish = (isKept: boolean) => {
    asked?.answer(isKept);
    setAsked(null);
  };
  if (!mayManage) return { alternative: undefined, dialog: null };
  return {
    alternative: {
      label: t("open"),
      onSubmit: (values) =>
        new Promise((answer) => {
          setAsked({ change: { ...toChange(values), ...(base === undefined ? {} : { base }) }, answer });
        }),
    },
    dialog: asked ? (
      <SaveAsDraftDialog changes={() => [asked.change]} onClose={() => finish(false)} onKept={() => finish(true)} />
    ) : null,
  };
}

/** The object's newest revision when the form was opened: read once, whatever is read again meanwhile. */
function useNumberAtOpening(object: ObjectRef | null): number | undefined {
  const trpc = useTRPC();
  const { kind = "setting", id = "" } = object ?? {};
  const { data } = useQuery({
    ...trpc.revision.list.queryOptions({ kind: [kind], objectId: id, limit: 1 }),
    enabled: object !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return data && (data.items[0]?.number ?? 0);
}
