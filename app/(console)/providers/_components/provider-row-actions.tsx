"use client";

import { FlaskConical, Power, PowerOff, Star, StarOff, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { OwnProviderRow } from "@/components/domain/provider/own-provider-row";
import { useProviderActions } from "@/components/domain/provider/use-provider-actions";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";

type Props = { provider: OwnProviderRow; onTest: (name: string) => void };

export function ProviderRowActions({ provider, onTest }: Props) {
  const t = useTranslations("ownProvider.actions");
  const actions = useProviderActions();
  const { name, isEnabled, isDefault } = provider;
  return (
    <>
      <DropdownMenuItem onSelect={() => onTest(name)}>
        <FlaskConical aria-hidden />
        {t("test")}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => void actions.setDefault.run({ name, isDefault: !isDefault })}>
        {isDefault ? <StarOff aria-hidden /> : <Star aria-hidden />}
        {isDefault ? t("clearDefault") : t("makeDefault")}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => void actions.setEnabled.run({ name, isEnabled: !isEnabled })}>
        {isEnabled ? <PowerOff aria-hidden /> : <Power aria-hidden />}
        {isEnabled ? t("disable") : t("enable")}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem isDanger onSelect={() => void actions.remove(provider)}>
        <Trash2 aria-hidden />
        {t("delete")}
      </DropdownMenuItem>
    </>
  );
}
