"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { ObjectFields, useFaultText } from "./object-fields";
import { ScalarControl } from "./scalar-control";
import type { SettingControlProps } from "./setting-control";
import { faultsAt } from "./setting-faults";
import { emptyValue, isObject, mapValueOf } from "./setting-value";

/** A map: its keys with their values, and a box for the next key. */
export function MapControl(props: SettingControlProps) {
  const { id, label, schema, value, isDisabled, faults, onChange } = props;
  const t = useTranslations("setting.rows");
  const faultText = useFaultText();
  const [key, setKey] = useState("");
  const values = isObject(value) ? value : {};
  const valueSchema = mapValueOf(schema) ?? {};
  const isTaken = Object.hasOwn(values, key.trim());
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() === "" || isTaken) return;
    onChange({ ...values, [key.trim()]: emptyValue(valueSchema) });
    setKey("");
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="sr-only">{label}</legend>
      {Object.keys(values).length === 0 ? <p className="text-fg-3">{t("empty")}</p> : null}
      <ul className="flex max-w-xl flex-col gap-2">
        {Object.entries(values).map(([name, inner]) => {
          const own = faultsAt(faults, name);
          const change = (next: unknown) => onChange({ ...values, [name]: next });
          return (
            <li key={name} className="flex flex-col gap-1">
              <div className="flex items-start gap-2">
                <span className="wrap-anywhere w-2/5 shrink-0 pt-1.5 font-mono text-xs">{name}</span>
                <div className="min-w-0 flex-1">
                  <MapValue {...props} name={name} schema={valueSchema} value={inner} faults={own} onChange={change} />
                </div>
                {isDisabled ? null : (
                  <Button
                    variant="ghost"
                    size="icon-sm"
                    aria-label={t("removeKey", { key: name })}
                    onClick={() => {
                      const { [name]: _gone, ...rest } = values;
                      onChange(rest);
                    }}
                  >
                    <Trash2 aria-hidden />
                  </Button>
                )}
              </div>
              {own[0] && !isObject(inner) ? <p className="text-err text-xs">{faultText(own[0])}</p> : null}
            </li>
          );
        })}
      </ul>
      {isDisabled ? null : (
        <form onSubmit={add} className="flex max-w-xl gap-2">
          <Input
            id={id}
            value={key}
            aria-label={t("newKey")}
            placeholder={t("newKey")}
            className="font-mono text-xs"
            onChange={(event) => setKey(event.target.value)}
          />
          <Button type="submit" disabled={key.trim() === "" || isTaken}>
            <Plus aria-hidden />
            {t("addKey")}
          </Button>
        </form>
      )}
    </fieldset>
  );
}

function MapValue(props: SettingControlProps & { name: string }) {
  const { id, name, schema, value, faults, onChange } = props;
  if (isObject(value)) {
    return <ObjectFields {...props} value={value} onChange={onChange} />;
  }
  return (
    <ScalarControl
      {...props}
      id={`${id}-${name}`}
      schema={schema}
      unit={null}
      isSecretSet={null}
      isInvalid={faults.length > 0}
    />
  );
}
