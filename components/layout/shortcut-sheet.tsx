"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { ShortcutKeys } from "../shortcuts/shortcut-keys";
import { useShortcutRegistry } from "../shortcuts/shortcut-provider";
import { Dialog } from "../ui/dialog";
import { Switch } from "../ui/switch";

/** `?`: the keys that work here and now, and the switch that turns the bare ones off. */
export function ShortcutSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("shell.shortcuts");
  const id = useId();
  const { list, areSingleKeysOn, setSingleKeysOn } = useShortcutRegistry();
  const groups = [...Map.groupBy(list, (shortcut) => shortcut.group)];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} size="md">
      <div className="grid gap-x-8 gap-y-5 pb-4 sm:grid-cols-2">
        {groups.map(([group, shortcuts]) => (
          <section key={group}>
            <h3 className="mb-1 text-fg-3 text-xs">{group}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <div key={shortcut.keys} className="flex h-7 items-center justify-between gap-3">
                  <dt className="truncate">{shortcut.label}</dt>
                  <dd className="shrink-0">
                    <ShortcutKeys keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="flex items-start gap-3 border-border border-t pt-3">
        <Switch id={id} checked={areSingleKeysOn} onCheckedChange={setSingleKeysOn} />
        <div>
          <label htmlFor={id}>{t("single")}</label>
          <p className="text-fg-3 text-xs">{t("singleHelp")}</p>
        </div>
      </div>
    </Dialog>
  );
}
