"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Toaster as Sonner, type ToasterProps } from "sonner";

function themeOf(theme: string | undefined): NonNullable<ToasterProps["theme"]> {
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** Where toasts appear. Successes leave by themselves, errors stay until closed. */
export function Toaster() {
  const { theme } = useTheme();
  const t = useTranslations("common");
  return (
    <Sonner
      theme={themeOf(theme)}
      position="bottom-right"
      closeButton
      style={{ fontFamily: "inherit" }}
      containerAriaLabel={t("notifications")}
      icons={{
        success: <CircleCheck className="size-4 text-ok" aria-hidden />,
        error: <CircleAlert className="size-4 text-err" aria-hidden />,
        warning: <TriangleAlert className="size-4 text-warn" aria-hidden />,
        info: <Info className="size-4 text-info" aria-hidden />,
      }}
      toastOptions={{
        closeButtonAriaLabel: t("close"),
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2 rounded-lg bg-pop py-3 pr-9 pl-3 text-fg text-sm shadow-float sm:w-[380px] relative",
          icon: "mt-0.5 shrink-0",
          content: "min-w-0 flex-1",
          title: "font-semibold break-words",
          description: "text-fg-2 text-xs break-words mt-0.5",
          actionButton: "shrink-0 self-center rounded-md px-2 h-7 text-accent font-semibold text-xs hover:bg-hover",
          cancelButton: "shrink-0 rounded-md px-2 h-7 text-fg-2 text-xs hover:bg-hover",
          closeButton:
            "absolute top-2 right-2 flex size-6 items-center justify-center rounded-md text-fg-3 hover:bg-hover hover:text-fg",
        },
      }}
    />
  );
}
