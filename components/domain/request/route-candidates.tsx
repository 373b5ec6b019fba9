"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import type { CandidateFate } from "@/server/usage/inspector/schema";
import type { RequestRecord } from "./request-record";

type Upstream = NonNullable<RequestRecord["upstream"]>;

const TONE: Record<CandidateFate, Tone> = {
  served: "ok",
  failed: "err",
  lost_draw: "neutral",
  lower_priority: "neutral",
  weight_zero: "neutral",
  lacks_endpoint: "neutral",
  not_asked: "neutral",
  disabled: "warn",
  auto_disabled: "warn",
  no_key: "warn",
  misconfigured: "warn",
};

/** Each channel that could have served the request, and why it was taken or not. */
export function RouteCandidates({ upstream }: { upstream: Upstream }) {
  const t = useTranslations("inspect");
  const { candidates } = upstream;
  if (candidates === null) return <p className="text-fg-2">{t("details.routeUnknown")}</p>;
  if (candidates.length === 0) {
    return (
      <div className="flex flex-col gap-1">
        <p className="text-fg-2">{t("details.nobody")}</p>
        <Elsewhere upstream={upstream} />
      </div>
    );
  }
  const head = [
    { label: t("candidates.channel") },
    { label: t("candidates.priority"), isNumeric: true },
    { label: t("candidates.weight"), isNumeric: true },
    { label: t("candidates.fate") },
  ];
  return (
    <div className="flex flex-col gap-1">
      <PlainTable head={head}>
        {candidates.map((one) => (
          <PlainRow
            key={one.channelId}
            name={
              <Link href={`/channels/${one.channelId}`} className="link">
                {one.channelName ?? one.channelId}
              </Link>
            }
          >
            <PlainCell isNumeric>{one.priority ?? "—"}</PlainCell>
            <PlainCell isNumeric>{one.weight ?? "—"}</PlainCell>
            <PlainCell>
              <StatusBadge status={one.fate} tone={TONE[one.fate]}>
                {t(`fates.${one.fate}`)}
              </StatusBadge>
            </PlainCell>
          </PlainRow>
        ))}
      </PlainTable>
      <Elsewhere upstream={upstream} />
    </div>
  );
}

/** Where the model can be had now, for a request that found it nowhere. */
function Elsewhere({ upstream }: { upstream: Upstream }) {
  const t = useTranslations("inspect");
  if (upstream.elsewhere.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-1.5 text-fg-2 text-xs">
      {t("details.elsewhere")}
      {upstream.elsewhere.map(({ channelId, channelName, group, isEnabled }) => (
        <Badge key={`${channelId} ${group}`}>
          <Link href={`/channels/${channelId}`} className="link">
            {channelName ?? channelId}
          </Link>
          {`${group} · ${t(isEnabled ? "isOn" : "isOff")}`}
        </Badge>
      ))}
    </p>
  );
}
