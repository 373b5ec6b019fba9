"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { MergeField } from "@/components/form/merge-fields";
import { useTRPC } from "@/components/trpc/provider";
import type { SettingItem } from "./setting-row";
import { rebasedDraft, staleFields } from "./settings-merge";
import { useSaveSettings } from "./use-save-settings";
import { changesOf, type SettingsDraft } from "./use-settings-draft";

/** `isForDraft`: the merged values are on their way into a draft and not to be saved. */
type Merging = { fields: MergeField[]; latest: readonly SettingItem[]; isForDraft: boolean };

/** Saves the edits of a draft; where somebody else was faster, offers to put both together and saves that. */
export function useSettingsMerge(
  settings: readonly SettingItem[],
  state: { draft: SettingsDraft; setDraft: (draft: SettingsDraft) => void; discard: () => void },
) {
  const { draft, setDraft, discard } = state;
  const t = useTranslations("setting.merge");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<Merging | null>(null);
  const words = { mine: t("mySecret"), theirs: t("theirSecret") };

  /** Looks whether somebody else saved one of the edited settings, and then asks. */
  const askIfStale = async (isForDraft: boolean): Promise<boolean> => {
    const latest = await queryClient.fetchQuery(trpc.setting.list.queryOptions({}, { staleTime: 0 }));
    const fields = staleFields(draft, latest, words);
    if (fields.length > 0) setOpen({ fields, latest, isForDraft });
    return fields.length > 0;
  };
  const { save, isPending } = useSaveSettings({
    saved: () => {
      discard();
      setOpen(null);
    },
    stale: async () => void (await askIfStale(false)),
  });

  const saveMerged = async (values: ReadonlyMap<string, unknown>) => {
    if (!open) return;
    const next = rebasedDraft(draft, open.latest, { values, words });
    setDraft(next);
    setOpen(null);
    if (next.size > 0 && !open.isForDraft) await save(changesOf(next, open.latest));
  };

  return {
    save: () => save(changesOf(draft, settings)),
    isPending,
    /** Whether the edits still start from what is in force; where not, the merge is opened. */
    isFresh: async () => !(await askIfStale(true)),
    merging: open ? { fields: open.fields, onClose: () => setOpen(null), onMerge: saveMerged } : null,
  };
}
