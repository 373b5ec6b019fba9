"use client";

import { useTranslations } from "next-intl";
import { Quota } from "@/components/ui/quota";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { Tooltip } from "@/components/ui/tooltip";
import type { TokenRow } from "./token-row";

const DAY_MS = 86_400_000;
const EXPIRING_DAYS = 7;

/** What the token is worth now; a healthy one shows no colour. */
export function TokenState({ token }: { token: Pick<TokenRow, "state" | "deletedAt"> }) {
  const t = useTranslations("token.states");
  const state = token.deletedAt ? "deleted" : token.state;
  return (
    <StatusBadge status={state} isQuiet={state === "enabled"}>
      {t(state)}
    </StatusBadge>
  );
}

/** What people may see of a key: its beginning and, with the right for it, its end. */
export function KeyHint({ tokenKey }: { tokenKey: TokenRow["keys"][number] }) {
  return (
    <span className="font-mono text-xs">
      {tokenKey.prefix}…{tokenKey.lastFour}
    </span>
  );
}

/** The current key, and that an older one still works while a roll overlaps. */
export function CurrentKey({ token }: { token: TokenRow }) {
  const t = useTranslations("token");
  const current = token.keys.find((key) => key.expiresAt === null);
  const overlapCount = token.keys.length - (current ? 1 : 0);
  if (!current) return <span className="text-fg-3">—</span>;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <KeyHint tokenKey={current} />
      {overlapCount > 0 ? (
        <Tooltip content={t("overlapping", { count: overlapCount })}>
          <span className="text-fg-2 text-xs">+{overlapCount}</span>
        </Tooltip>
      ) : null}
    </span>
  );
}

export function RemainingQuota({ token }: { token: TokenRow }) {
  const t = useTranslations("token");
  if (token.isUnlimited) return <span className="text-fg-2">{t("unlimited")}</span>;
  return <Quota units={token.remainQuota} className={token.remainQuota <= 0n ? "text-warn" : ""} />;
}

/** When it ends; the last week before it is marked. */
export function Expiry({ token }: { token: TokenRow }) {
  const t = useTranslations("token");
  if (token.expiresAt === null) return <span className="text-fg-3">{t("never")}</span>;
  const left = token.expiresAt.getTime() - Date.now();
  const isNear = left > 0 && left < EXPIRING_DAYS * DAY_MS;
  return <Time value={token.expiresAt} className={isNear ? "text-warn" : ""} />;
}
