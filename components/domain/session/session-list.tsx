"use client";

import { useQuery } from "@tanstack/react-query";
import { Laptop, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";

type Session = RouterOutputs["session"]["list"][number];

/** The devices an account is signed in on, the latest used first: one's own without `userId`. */
export function SessionList({ userId, canRevoke }: { userId?: string; canRevoke: boolean }) {
  const t = useTranslations("session");
  const trpc = useTRPC();
  const query = useQuery(trpc.session.list.queryOptions(userId ? { userId } : {}));
  const revoke = useAction(trpc.session.revoke.mutationOptions(), {
    success: t("revoked"),
    invalidate: [trpc.session.pathFilter()],
  });
  return (
    <QueryState query={query}>
      {(sessions) =>
        sessions.length === 0 ? (
          <p className="text-fg-2">{t("empty")}</p>
        ) : (
          <ul className="divide-y divide-border">
            {sessions.map((session) => (
              <SessionItem
                key={session.id}
                session={session}
                onRevoke={canRevoke && !session.isCurrent ? () => void revoke.run({ id: session.id }) : null}
              />
            ))}
          </ul>
        )
      }
    </QueryState>
  );
}

function SessionItem({ session, onRevoke }: { session: Session; onRevoke: (() => void) | null }) {
  const t = useTranslations("session");
  const Icon = /iPhone|iPad|Android/.test(session.device) ? Smartphone : Laptop;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
      <Icon className="size-4 shrink-0 text-fg-3" aria-hidden />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex items-center gap-2">
          <span className="truncate font-semibold" title={session.userAgent}>
            {session.device === "unknown" ? t("unknownDevice") : session.device}
          </span>
          {session.isCurrent ? <Badge>{t("current")}</Badge> : null}
        </p>
        <p className="text-fg-2 text-xs">
          <span className="font-mono">{session.ip || "—"}</span>
          {" · "}
          {t("createdAt")} <Time value={session.createdAt} />
        </p>
      </div>
      <p className="text-fg-2 text-xs">
        {t("lastActiveAt")} <Time value={session.lastActiveAt} />
      </p>
      {onRevoke ? (
        <Button size="sm" onClick={onRevoke}>
          {t("revoke")}
        </Button>
      ) : null}
    </li>
  );
}
