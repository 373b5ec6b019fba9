"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Label } from "@/components/ui/label";
import { ScalarControl } from "./scalar-control";
import { faultsAt, type SettingFault } from "./setting-faults";
import { controlKind, type SettingSchema, withoutNull } from "./setting-value";

type ObjectFieldsProps = {
  settingKey: string;
  schema: SettingSchema;
  value: Record<string, unknown>;
  isDisabled: boolean;
  faults: readonly SettingFault[];
  onChange: (value: Record<string, unknown>) => void;
};

/** The fields of one object, as its schema has them; texts take the whole width, short ones share a line. */
export function ObjectFields({ settingKey, schema, value, isDisabled, faults, onChange }: ObjectFieldsProps) {
  const change = (name: string, next: unknown) => {
    const { [name]: _before, ...rest } = value;
    // What is left out is left out: no null stands for "no end".
    onChange(next === undefined ? rest : { ...rest, [name]: next });
  };
  return (
    <div className="grid min-w-0 gap-3 sm:grid-cols-2">
      {Object.entries(schema.properties ?? {}).map(([name, property]) => (
        <Property
          key={name}
          {...{ settingKey, name, isDisabled }}
          schema={withoutNull(property)}
          value={value[name]}
          faults={faultsAt(faults, name)}
          onChange={(next) => change(name, next)}
        />
      ))}
    </div>
  );
}

function Property(props: {
  settingKey: string;
  name: string;
  schema: SettingSchema;
  value: unknown;
  isDisabled: boolean;
  faults: readonly SettingFault[];
  onChange: (value: unknown) => void;
}) {
  const { settingKey, name, schema, value, isDisabled, faults, onChange } = props;
  const id = useId();
  const t = useTranslations("setting.properties");
  const faultText = useFaultText();
  const kind = controlKind(schema);
  const isWide = kind === "longText" || kind === "list";
  const [fault] = faults;
  return (
    <div className={isWide ? "flex min-w-0 flex-col gap-1 sm:col-span-2" : "flex min-w-0 flex-col gap-1"}>
      <Label htmlFor={id} className="font-normal text-fg-2 text-xs">
        {t.has(name) ? t(name) : name}
      </Label>
      <ScalarControl
        id={id}
        describedBy={`${id}-fault`}
        isSecretSet={null}
        unit={null}
        isInvalid={fault !== undefined}
        {...{ settingKey, schema, value, isDisabled, onChange }}
      />
      <p id={`${id}-fault`} className="text-err text-xs empty:hidden" aria-live="polite">
        {fault ? faultText(fault) : null}
      </p>
    </div>
  );
}

/** Words a fault: what is missing is said in the reader's language, a schema's own message as it is. */
export function useFaultText(): (fault: SettingFault) => string {
  const t = useTranslations("setting.faults");
  return ({ code, message, limit = 0 }) => (t.has(code) ? t(code, { limit }) : message);
}
