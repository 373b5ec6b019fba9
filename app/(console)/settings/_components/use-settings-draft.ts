"use client";

import { useCallback, useMemo, useState } from "react";
import type { SettingItem } from "./setting-row";

/** Values that were changed and not saved yet, by key. A value set back to what is stored is no change. */
export function useSettingsDraft(settings: readonly SettingItem[]) {
  const [draft, setDraft] = useState<ReadonlyMap<string, unknown>>(new Map());
  const byKey = useMemo(() => new Map(settings.map((setting) => [setting.key, setting])), [settings]);

  const change = useCallback(
    (key: string, value: unknown) =>
      setDraft((current) => {
        const next = new Map(current);
        if (JSON.stringify(byKey.get(key)?.value) === JSON.stringify(value)) next.delete(key);
        else next.set(key, value);
        return next;
      }),
    [byKey],
  );

  /** For the server: back to the default is `null`, which deletes the stored row. */
  const changes = [...draft].map(([key, value]) => {
    const setting = byKey.get(key);
    const isDefault = JSON.stringify(setting?.default) === JSON.stringify(value);
    return { key, value: isDefault ? null : value, version: setting?.version ?? 0 };
  });

  return { draft, change, changes, discard: useCallback(() => setDraft(new Map()), []) };
}
