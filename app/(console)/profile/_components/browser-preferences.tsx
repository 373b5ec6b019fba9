"use client";

import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useId, useSyncExternalStore } from "react";
import { useShortcutRegistry } from "@/components/shortcuts/shortcut-provider";
import { Label } from "@/components/ui/label";
import { RadioGroup } from "@/components/ui/radio-group";
import { Switch } from "@/components/ui/switch";

const THEMES = ["system", "light", "dark"] as const;

const never = () => () => undefined;

/** What this browser keeps; in force at once, nothing to save. */
export function BrowserPreferences() {
  const t = useTranslations("profile");
  const id = useId();
  const { theme = "system", setTheme } = useTheme();
  const { areSingleKeysOn, setSingleKeysOn } = useShortcutRegistry();
  // The server does not know the theme: choosing one while drawing there would differ from the browser's first draw.
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <div className="flex flex-col gap-5 border-border border-t pt-5">
      <div className="flex flex-col gap-1.5">
        <span id={`${id}-theme`} className="font-semibold">
          {t("theme")}
        </span>
        <RadioGroup
          value={isInBrowser ? theme : undefined}
          onValueChange={setTheme}
          aria-labelledby={`${id}-theme`}
          className="flex-row flex-wrap gap-x-6"
          options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
        />
      </div>
      <div className="flex items-start gap-3">
        <Switch id={`${id}-keys`} checked={areSingleKeysOn} onCheckedChange={setSingleKeysOn} />
        <div className="min-w-0">
          <Label htmlFor={`${id}-keys`}>{t("shortcuts")}</Label>
          <p className="text-fg-3 text-xs">{t("shortcutsHint")}</p>
        </div>
      </div>
    </div>
  );
}
