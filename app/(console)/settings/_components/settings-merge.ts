import { type MergeField, mergeFields } from "@/components/form/merge-fields";
import type { SettingItem } from "./setting-row";
import type { SettingsDraft } from "./use-settings-draft";

/** What stands for a secret in a comparison: which one it is, never what it says. */
export type SecretWords = { mine: string; theirs: string };

/** The edits that somebody else's save overtook, field by field; the other edits need no decision. */
export function staleFields(draft: SettingsDraft, latest: readonly SettingItem[], words: SecretWords): MergeField[] {
  return latest.flatMap((setting) => {
    const edit = draft.get(setting.key);
    if (!edit || edit.version === setting.version) return [];
    const { key } = setting;
    if (setting.isSecret) return [{ path: key, base: null, ...words, isConflict: true }];
    return mergeFields({ base: { [key]: edit.base }, mine: { [key]: edit.value }, theirs: { [key]: setting.value } });
  });
}

/** The draft as edits of the newest state, with the values that were chosen. Where theirs was chosen nothing is left to save. */
export function rebasedDraft(
  draft: SettingsDraft,
  latest: readonly SettingItem[],
  chosen: { values: ReadonlyMap<string, unknown>; words: SecretWords },
): SettingsDraft {
  const next = new Map(draft);
  for (const setting of latest) {
    const { key, value: base, version } = setting;
    const edit = draft.get(key);
    if (!edit || !chosen.values.has(key)) continue;
    const value = chosen.values.get(key);
    if (setting.isSecret && value === chosen.words.mine) next.set(key, { value: edit.value, base, version });
    else if (setting.isSecret || JSON.stringify(value) === JSON.stringify(base)) next.delete(key);
    else next.set(key, { value, base, version });
  }
  return next;
}
