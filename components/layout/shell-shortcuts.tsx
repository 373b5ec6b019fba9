"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useShortcuts } from "../shortcuts/shortcut-provider";
import { PROFILE } from "./navigation";
import { useNavigation } from "./use-navigation";

/** The keys that work on every page. */
export function ShellShortcuts(props: { onOpenPalette: () => void; onOpenShortcuts: () => void }) {
  const { onOpenPalette, onOpenShortcuts } = props;
  const t = useTranslations("shell");
  const router = useRouter();
  const pages = [...useNavigation().flatMap((group) => group.items), PROFILE];
  useShortcuts([
    {
      keys: "$mod+k",
      label: t("shortcuts.palette"),
      group: t("shortcuts.general"),
      run: (event) => {
        event.preventDefault();
        onOpenPalette();
      },
    },
    { keys: "[Shift]+?", label: t("shortcuts.sheet"), group: t("shortcuts.general"), run: onOpenShortcuts },
    ...pages.flatMap((page) =>
      page.goKey
        ? [
            {
              keys: `g ${page.goKey}`,
              label: t(`pages.${page.messageKey}`),
              group: t("shortcuts.goTo"),
              run: () => router.push(page.path),
            },
          ]
        : [],
    ),
  ]);
  return null;
}
