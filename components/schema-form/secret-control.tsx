"use client";

import { useTranslations } from "next-intl";
import type { Json } from "@/server/configuration/template/json-schema/json-schema";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import type { Aria } from "./field-shell";
import type { SecretState } from "./secret-state";

/** Write-only: typed text takes the place of what is stored, an empty box keeps it, and "remove" takes it away with the save. */
export function SecretControl(props: {
  state: SecretState | undefined;
  value: Json | undefined;
  onChange: (value: string | null | undefined) => void;
  isDisabled: boolean;
  aria: Aria;
}) {
  const { state, value, onChange, isDisabled, aria } = props;
  const t = useTranslations("config.secret");
  const isStored = state?.isSet === true;
  const isRemoved = value === null;
  return (
    <div className="flex items-center gap-2">
      <Input
        {...aria}
        type="password"
        isMono
        autoComplete="off"
        spellCheck={false}
        value={typeof value === "string" ? value : ""}
        placeholder={isRemoved ? t("removed") : t(isStored ? "stored" : "none")}
        disabled={isDisabled || isRemoved}
        onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
      />
      {isStored && !isDisabled ? (
        <Button onClick={() => onChange(isRemoved ? undefined : null)}>{t(isRemoved ? "keep" : "remove")}</Button>
      ) : null}
    </div>
  );
}
