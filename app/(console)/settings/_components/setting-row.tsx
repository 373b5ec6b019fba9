"use client";

import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { SettingControl } from "./setting-control";
import { useSettingText } from "./setting-text";
import { type SettingSchema, toText } from "./setting-value";

export type SettingItem = RouterOutputs["setting"]["list"][number];

/** One setting: what it means, its control, and where its value stands against the default. */
export function SettingRow(props: {
  setting: SettingItem;
  value: unknown;
  isEdited: boolean;
  isDisabled: boolean;
  onChange: (value: unknown) => void;
}) {
  const { setting, value, isEdited, isDisabled, onChange } = props;
  const t = useTranslations("setting");
  const text = useSettingText()(setting.key);
  const id = useId();
  const isSecretSet = setting.isSecret ? !setting.isDefault : null;
  const isDefault = isSecretSet === true ? false : JSON.stringify(value) === JSON.stringify(setting.default);
  return (
    <div className="grid gap-x-8 gap-y-2 border-border border-b py-4 last:border-0 md:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-2">
          <Label htmlFor={id}>{text.label}</Label>
          {isEdited || !isDefault ? <Badge>{t("changed")}</Badge> : null}
        </div>
        <p id={`${id}-hint`} className="mt-0.5 text-fg-2 text-xs">
          {text.hint}
        </p>
        <p className="mt-1 flex flex-wrap gap-x-3 text-xs">
          <span className="break-all font-mono text-fg-3">{setting.key}</span>
          {setting.version > 0 ? (
            <Link href={`/audit?targetKind=setting&targetId=${encodeURIComponent(setting.key)}`} className="link">
              {t("history")}
            </Link>
          ) : null}
        </p>
      </div>
      <div className="flex min-w-0 flex-col items-start gap-1.5">
        <div className="w-full">
          <SettingControl
            id={id}
            describedBy={`${id}-hint`}
            schema={setting.jsonSchema as SettingSchema}
            unit={unitText(setting.unit, t)}
            isSecretSet={isSecretSet}
            value={value}
            isDisabled={isDisabled}
            onChange={onChange}
          />
        </div>
        {isDefault ? null : (
          <div className="flex flex-wrap items-center gap-2 text-fg-2 text-xs">
            <span className="break-words">{t("default", { value: shownDefault(setting.default, t) })}</span>
            {isDisabled ? null : (
              <Button variant="ghost" size="sm" onClick={() => onChange(setting.isSecret ? "" : setting.default)}>
                <RotateCcw aria-hidden />
                {t("reset")}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

type Texts = ReturnType<typeof useTranslations<"setting">>;

function unitText(unit: string | null, t: Texts): string | null {
  const key = `units.${unit}`;
  return unit && t.has(key) ? t(key) : null;
}

function shownDefault(value: unknown, t: Texts): string {
  if (typeof value === "boolean") return value ? t("on") : t("off");
  return toText(value).replaceAll("\n", ", ") || t("empty");
}
