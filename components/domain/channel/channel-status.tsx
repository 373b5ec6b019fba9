"use client";

import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";
import { Tooltip } from "@/components/ui/tooltip";
import { useOutcomeText } from "./outcome-text";

const STATUSES = ["enabled", "disabled", "auto_disabled"] as const;

/** Whether a channel or key takes requests, and who decided otherwise; the reason is in the tooltip. */
export function ChannelStatus({ status, reason = "" }: { status: string; reason?: string }) {
  const t = useTranslations("channel.status");
  const outcomeText = useOutcomeText();
  const known = STATUSES.find((candidate) => candidate === status);
  const badge = (
    <StatusBadge status={status} isQuiet={status === "enabled"}>
      {known ? t(known) : status}
    </StatusBadge>
  );
  if (reason === "") return badge;
  return (
    <Tooltip content={outcomeText(reason)}>
      <span className="inline-flex min-w-0">{badge}</span>
    </Tooltip>
  );
}
