"use client";

import { Globe, History, Lock, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { useSettingText } from "@/components/domain/setting/setting-text";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { Tooltip } from "@/components/ui/tooltip";
import { useFaultText } from "./object-fields";
import { SettingControl } from "./setting-control";
import { findSettingFaults } from "./setting-faults";
import { controlKind, isObject, type SettingSchema, toText } from "./setting-value";

export type SettingItem = RouterOutputs["setting"]["list"][number];

type SettingRowProps = {
  setting: SettingItem;
  value: unknown;
  isEdited: boolean;
  isDisabled: boolean;
  onChange: (value: unknown) => void;
  onHistory: () => void;
};

/** Whether a setting's value differs from its default; of a secret, whether one is set. */
export function isChanged(setting: SettingItem, value: unknown): boolean {
  if (setting.isSecret) return !setting.isDefault;
  return JSON.stringify(value) !== JSON.stringify(setting.default);
}

/** One setting: what it means, its control, and where its value stands against the default. */
export function SettingRow(props: SettingRowProps) {
  const { setting, value, isEdited, onChange } = props;
  const t = useTranslations("setting");
  const text = useSettingText()(setting.key);
  const id = useId();
  const isLocked = setting.source === "environment";
  const isDisabled = props.isDisabled || isLocked;
  const faults = isEdited && value !== null ? findSettingFaults(setting.key, value) : [];
  const isWide = ["rows", "json"].includes(controlKind(setting.jsonSchema as SettingSchema));
  return (
    <div
      data-setting={setting.key}
      className={
        isWide
          ? "grid gap-y-3 border-border border-b py-4 last:border-0"
          : "grid gap-x-8 gap-y-2 border-border border-b py-4 last:border-0 md:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]"
      }
    >
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-2">
          <Label htmlFor={id}>{text.label}</Label>
          <Marks {...props} />
        </div>
        <p id={`${id}-hint`} className="mt-0.5 max-w-xl text-fg-2 text-xs">
          {text.hint}
        </p>
        <KeyLine {...props} />
      </div>
      <div className="flex min-w-0 flex-col items-start gap-1.5">
        <div className="w-full">
          <SettingControl
            id={id}
            describedBy={`${id}-hint`}
            label={text.label}
            schema={setting.jsonSchema as SettingSchema}
            settingKey={setting.key}
            unit={unitText(setting.unit, t)}
            isSecretSet={setting.isSecret ? !setting.isDefault : null}
            value={value}
            isDisabled={isDisabled}
            faults={faults}
            onChange={onChange}
          />
        </div>
        <RowFaults faults={faults.filter(({ path }) => path.length === 0 || !isWide)} />
        {isLocked ? (
          <p className="flex items-center gap-1.5 text-fg-2 text-xs">
            <Lock className="size-3.5 shrink-0" aria-hidden />
            <span>
              {t.rich("lockedBy", {
                name: setting.environmentName ?? "",
                code: (chunks) => <span className="font-mono">{chunks}</span>,
              })}
            </span>
          </p>
        ) : (
          <DefaultLine {...props} isDisabled={isDisabled} />
        )}
      </div>
    </div>
  );
}

function RowFaults({ faults }: { faults: ReturnType<typeof findSettingFaults> }) {
  const faultText = useFaultText();
  const texts = [...new Set(faults.map(faultText))];
  return (
    <p className="text-err text-xs empty:hidden" aria-live="polite">
      {texts.join(" · ")}
    </p>
  );
}

/** What is special about it: changed from the default, edited here, readable by every browser. */
function Marks({ setting, value, isEdited }: SettingRowProps) {
  const t = useTranslations("setting");
  return (
    <>
      {isEdited ? <Badge tone="warn">{t("unsaved")}</Badge> : null}
      {isChanged(setting, value) ? <Badge tone="info">{t("changed")}</Badge> : null}
      {setting.isPublic ? (
        <Tooltip content={t("publicHint")}>
          <Badge tabIndex={0}>
            <Globe className="size-3" aria-hidden />
            {t("public")}
          </Badge>
        </Tooltip>
      ) : null}
    </>
  );
}

function KeyLine({ setting, onHistory }: SettingRowProps) {
  const t = useTranslations("setting");
  const { label } = useSettingText()(setting.key);
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-3 text-fg-3 text-xs">
      <span className="break-all font-mono">{setting.key}</span>
      <span>{t(`sources.${setting.source}`)}</span>
      <Button variant="link" size="inline" className="font-normal text-xs" onClick={onHistory}>
        <History className="!size-3" aria-hidden />
        {t("history")}
        <span className="sr-only">: {label}</span>
      </Button>
    </p>
  );
}

function DefaultLine({ setting, value, isDisabled, onChange }: SettingRowProps) {
  const t = useTranslations("setting");
  if (!isChanged(setting, value)) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 text-fg-2 text-xs">
      {setting.isSecret ? null : (
        <span className="wrap-anywhere line-clamp-2">{t("default", { value: shownDefault(setting.default, t) })}</span>
      )}
      {isDisabled ? null : (
        <Button variant="ghost" size="sm" onClick={() => onChange(setting.isSecret ? "" : setting.default)}>
          <RotateCcw aria-hidden />
          {setting.isSecret ? t("removeSecret") : t("reset")}
        </Button>
      )}
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
  if (isObject(value) && Object.keys(value).length === 0) return t("empty");
  return toText(value).replaceAll("\n", ", ") || t("empty");
}
