"use client";

import { Megaphone, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStoredState } from "../hooks/use-stored-state";
import { Button } from "../ui/button";

/** The site's announcement over every page, until the reader dismisses it; another text shows again. */
export function Announcement({ text }: { text: string }) {
  const t = useTranslations("common");
  const [dismissed, setDismissed] = useStoredState({
    key: "announcement",
    fallback: "",
    parse: (stored) => (typeof stored === "string" ? stored : undefined),
  });
  if (!text || dismissed === text) return null;
  return (
    <div role="status" className="flex items-start gap-2 bg-info-bg py-1.5 pr-2 pl-4 text-info">
      <Megaphone className="mt-1 size-4 shrink-0" aria-hidden />
      <p className="min-w-0 flex-1 whitespace-pre-line break-words py-0.5">{text}</p>
      <Button
        variant="ghost"
        className="size-6 p-0 text-info"
        aria-label={t("dismiss")}
        title={t("dismiss")}
        onClick={() => setDismissed(text)}
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}
