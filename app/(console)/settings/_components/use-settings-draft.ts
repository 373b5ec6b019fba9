"use client";

import { useCallback, useMemo, useState } from "react";
import type { SettingItem } from "./setting-row";

/** A value that was changed and not saved yet, with the state it was changed from. */
export type SettingEdit = { value: unknown; base: unknown; version: number };
export type SettingsDraft = ReadonlyMap<string, SettingEdit>;

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

/**
 * Values that were changed and not saved yet, by key. A value set back to what it was is no change. The version is that of the
 * first edit: a list that was read again meanwhile must not hide that somebody else saved.
 */
export function useSettingsDraft(settings: readonly SettingItem[]) {
  const [draft, setDraft] = useState<SettingsDraft>(new Map());
  const [epoch, setEpoch] = useState(0);
  const byKey = useMemo(() => new Map(settings.map((setting) => [setting.key, setting])), [settings]);

  const change = useCallback(
    (key: string, value: unknown) =>
      setDraft((current) => {
        const next = new Map(current);
        const setting = byKey.get(key);
        const { base, version } = current.get(key) ?? { base: setting?.value, version: setting?.version ?? 0 };
        if (isSame(base, value)) next.delete(key);
        else next.set(key, { value, base, version });
        return next;
      }),
    [byKey],
  );

  const discard = useCallback(() => {
    setDraft(new Map());
    setEpoch((count) => count + 1);
  }, []);

  /** `epoch` moves when the edits are thrown away or saved: text that was made of them starts anew. */
  return { draft, epoch, change, setDraft, discard };
}

/** As the server takes them: back to the default is `null`, which deletes the stored row. */
export function changesOf(draft: SettingsDraft, settings: readonly SettingItem[]) {
  const byKey = new Map(settings.map((setting) => [setting.key, setting]));
  return [...draft].map(([key, { value, version }]) => {
    const setting = byKey.get(key);
    const isBack = setting?.isSecret ? value === "" : isSame(setting?.default, value);
    return { key, value: isBack ? null : value, version };
  });
}
