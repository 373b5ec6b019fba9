"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ObjectFields } from "./object-fields";
import type { SettingControlProps } from "./setting-control";
import { faultsAt } from "./setting-faults";
import { emptyValue, isObject } from "./setting-value";

/** A list of objects: each with its fields, moved up and down, taken away, added. */
export function RowsControl({
  id,
  label,
  settingKey,
  schema,
  value,
  isDisabled,
  faults,
  onChange,
}: SettingControlProps) {
  const t = useTranslations("setting.rows");
  const rows = Array.isArray(value) ? value.filter(isObject) : [];
  const items = schema.items ?? {};
  const move = (from: number, to: number) => {
    const next = [...rows];
    const [moved] = next.splice(from, 1);
    if (moved) next.splice(to, 0, moved);
    onChange(next);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="sr-only">{label}</legend>
      {rows.length === 0 ? <p className="text-fg-3">{t("empty")}</p> : null}
      <ol className="flex flex-col gap-3">
        {rows
          .map((row, index) => ({ row, index, key: `row-${index}` }))
          .map(({ row, index, key }) => (
            <li key={key} className="rounded-lg border border-border p-3">
              <div className="mb-2 flex items-center gap-1">
                <span className="flex-1 text-fg-2 text-xs tabular-nums">{t("number", { number: index + 1 })}</span>
                {isDisabled ? null : (
                  <>
                    <IconButton
                      label={t("up", { number: index + 1 })}
                      isOff={index === 0}
                      onClick={() => move(index, index - 1)}
                    >
                      <ArrowUp aria-hidden />
                    </IconButton>
                    <IconButton
                      label={t("down", { number: index + 1 })}
                      isOff={index === rows.length - 1}
                      onClick={() => move(index, index + 1)}
                    >
                      <ArrowDown aria-hidden />
                    </IconButton>
                    <IconButton
                      label={t("remove", { number: index + 1 })}
                      onClick={() => onChange(rows.filter((_row, other) => other !== index))}
                    >
                      <Trash2 aria-hidden />
                    </IconButton>
                  </>
                )}
              </div>
              <ObjectFields
                settingKey={settingKey}
                schema={items}
                value={row}
                isDisabled={isDisabled}
                faults={faultsAt(faults, index)}
                onChange={(next) => onChange(rows.map((other, at) => (at === index ? next : other)))}
              />
            </li>
          ))}
      </ol>
      {isDisabled ? null : (
        <Button id={id} size="sm" className="self-start" onClick={() => onChange([...rows, emptyValue(items)])}>
          <Plus aria-hidden />
          {t("add")}
        </Button>
      )}
    </fieldset>
  );
}

function IconButton(props: { label: string; isOff?: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={props.label}
      title={props.label}
      disabled={props.isOff}
      onClick={props.onClick}
    >
      {props.children}
    </Button>
  );
}
