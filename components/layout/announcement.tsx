"use client";

import { Info, type LucideIcon, OctagonAlert, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStoredState } from "../hooks/use-stored-state";
import type { RouterOutputs } from "../trpc/router-types";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { InlineMarkdown } from "../ui/markdown";

export type ShownAnnouncement = RouterOutputs["site"]["get"]["announcements"][number];

const LOOK = {
  info: { tone: "bg-info-bg text-info", Icon: Info },
  warning: { tone: "bg-warn-bg text-warn", Icon: TriangleAlert },
  critical: { tone: "bg-err-bg text-err", Icon: OctagonAlert },
} as const satisfies Record<ShownAnnouncement["level"], { tone: string; Icon: LucideIcon }>;

const DISMISSED_MAX = 100;

/** The site's announcements over a page. One that may be dismissed stays away in this browser until it changes. */
export function Announcements({ announcements }: { announcements: readonly ShownAnnouncement[] }) {
  const [dismissed, setDismissed] = useStoredState<string[]>({
    key: "announcements",
    fallback: [],
    parse: (stored) => (Array.isArray(stored) ? stored.filter((mark) => typeof mark === "string") : undefined),
  });
  const shown = announcements.filter(({ mark, isDismissible }) => !isDismissible || !dismissed.includes(mark));
  return shown.map((announcement) => (
    <Announcement
      key={announcement.mark}
      announcement={announcement}
      onDismiss={() => setDismissed([...dismissed, announcement.mark].slice(-DISMISSED_MAX))}
    />
  ));
}

function Announcement({ announcement, onDismiss }: { announcement: ShownAnnouncement; onDismiss: () => void }) {
  const { text, level, isDismissible } = announcement;
  const t = useTranslations("common");
  const { tone, Icon } = LOOK[level];
  return (
    <div
      role={level === "critical" ? "alert" : "status"}
      className={cn("flex items-start gap-2 py-1.5 pr-2 pl-4 print:hidden", tone)}
    >
      <Icon className="mt-1 size-4 shrink-0" aria-label={t(`levels.${level}`)} />
      <p className="min-w-0 flex-1 whitespace-pre-line break-words py-0.5">
        <InlineMarkdown source={text} />
      </p>
      {isDismissible ? (
        <Button
          variant="ghost"
          className={cn("size-6 p-0", tone)}
          aria-label={t("dismiss")}
          title={t("dismiss")}
          onClick={onDismiss}
        >
          <X aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}
