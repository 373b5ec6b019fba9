"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Control } from "react-hook-form";
import { Field } from "@/components/form/field";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import type { GroupValues } from "./group-form-schema";
import type { GroupRow } from "./group-row";

type Ratios = GroupValues["accountRatios"];

/** What accounts of other groups pay in this one: a ratio for each group that is named. */
export function AccountRatiosField(props: {
  control: Control<GroupValues, unknown, GroupValues>;
  /** Those that can be named. */
  groups: readonly GroupRow[];
}) {
  const { control, groups } = props;
  const t = useTranslations("group.form");
  const nameOf = (group: string) => groups.find(({ name }) => name === group)?.displayName ?? group;
  return (
    <Field
      control={control}
      name="accountRatios"
      label={t("accountRatios")}
      description={t("accountRatiosHint")}
      isOptional
    >
      {({ field, aria }) => {
        const ratios = field.value as Ratios;
        const left = groups.filter(({ name }) => !Object.hasOwn(ratios, name));
        const put = (group: string, ratio: string) => field.onChange({ ...ratios, [group]: ratio });
        return (
          <div className="flex flex-col gap-2">
            {Object.entries(ratios).map(([group, ratio]) => (
              <div key={group} className="flex items-center gap-2">
                <span className="min-w-0 flex-1 truncate text-sm">{nameOf(group)}</span>
                <span aria-hidden>×</span>
                <Input
                  className="w-24 text-right"
                  inputMode="decimal"
                  aria-label={t("accountRatioOf", { group: nameOf(group) })}
                  value={ratio}
                  onChange={(event) => put(group, event.target.value)}
                  onBlur={field.onBlur}
                />
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={t("removeAccountRatio", { group: nameOf(group) })}
                  onClick={() =>
                    field.onChange(Object.fromEntries(Object.entries(ratios).filter(([key]) => key !== group)))
                  }
                >
                  <X aria-hidden />
                </Button>
              </div>
            ))}
            <Combobox
              {...aria}
              ref={field.ref}
              value={null}
              placeholder={t("addAccountRatio")}
              options={left.map(({ name, displayName }) => ({ value: name, label: displayName, keywords: [name] }))}
              onValueChange={(group) => {
                if (group) put(group, "1");
              }}
            />
          </div>
        );
      }}
    </Field>
  );
}
