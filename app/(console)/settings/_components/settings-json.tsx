"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { JsonEditor, type JsonEditorFault } from "@/components/form/json-editor";
import { Alert } from "@/components/ui/alert";
import { useFaultText } from "./object-fields";
import { findSettingFaults } from "./setting-faults";
import type { SettingItem } from "./setting-row";
import { isObject } from "./setting-value";

/**
 * The values of a page as one JSON object, for those who paste. It edits the same draft as the form; a key that is taken out goes back to
 * its default. Secrets and what the environment decides are not in it.
 */
export function SettingsJson(props: {
  settings: readonly SettingItem[];
  currentValue: (setting: SettingItem) => unknown;
  isReadOnly: boolean;
  onChange: (key: string, value: unknown) => void;
  /** Whether the text can be saved as it stands. */
  onValidity: (isValid: boolean) => void;
}) {
  const { settings, currentValue, isReadOnly, onChange, onValidity } = props;
  const t = useTranslations("setting.json");
  const faultText = useFaultText();
  const editable = settings.filter((setting) => !setting.isSecret && setting.source !== "environment");
  const left = settings.filter((setting) => !editable.includes(setting));
  const [text, setText] = useState(() =>
    JSON.stringify(Object.fromEntries(editable.map((setting) => [setting.key, currentValue(setting)])), null, 2),
  );
  const faultsOf = (parsed: unknown): JsonEditorFault[] => {
    if (!isObject(parsed)) return [{ path: [], message: t("notAnObject") }];
    return Object.entries(parsed).flatMap(([key, value]) => {
      if (!editable.some((setting) => setting.key === key)) return [{ path: [key], message: t("unknownKey", { key }) }];
      return findSettingFaults(key, value).map((fault) => ({
        path: [key, ...fault.path],
        message: `${key}: ${faultText(fault)}`,
      }));
    });
  };
  const handleChange = (next: string) => {
    setText(next);
    const parsed = parse(next);
    const isValid = parsed !== undefined && faultsOf(parsed).length === 0;
    onValidity(isValid);
    if (!isValid || !isObject(parsed)) return;
    for (const setting of editable) {
      onChange(setting.key, Object.hasOwn(parsed, setting.key) ? parsed[setting.key] : setting.default);
    }
  };
  const parsed = parse(text);
  return (
    <div className="flex flex-col gap-3 py-3">
      <p className="text-fg-2 text-xs">{t("hint")}</p>
      <JsonEditor
        label={t("label")}
        value={text}
        isReadOnly={isReadOnly}
        onChange={handleChange}
        faults={parsed === undefined ? [] : faultsOf(parsed)}
      />
      {left.length > 0 ? <Alert>{t("leftOut", { keys: left.map(({ key }) => key).join(", ") })}</Alert> : null}
    </div>
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
