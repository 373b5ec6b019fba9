"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { RecordHistory } from "@/components/domain/audit/record-history";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { NumberText } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import { AUTO_GROUP } from "@/server/access/group/schema";
import { Expiry, KeyHint, RemainingQuota, TokenState } from "./token-cells";
import { useTokenRights } from "./token-menu-items";
import type { TokenRow } from "./token-row";
import type { TokenAct } from "./use-token-dialogs";

/** One token in the side sheet: its facts, what can be done with it, and its history. */
export function TokenSummary(props: { id: string; onAct: (kind: TokenAct, token: TokenRow) => void }) {
  const { id, onAct } = props;
  const t = useTranslations("token.tabs");
  const query = useQuery(useTRPC().token.get.queryOptions({ id }));
  return (
    <QueryState query={query}>
      {(token) => (
        <Tabs defaultValue="overview" key={id}>
          <TabsList>
            <TabsTrigger value="overview">{t("overview")}</TabsTrigger>
            <TabsTrigger value="history">{t("history")}</TabsTrigger>
          </TabsList>
          <TabsContent value="overview">
            <div className="flex flex-col gap-5">
              <TokenButtons token={token} onAct={onAct} />
              <TokenFacts token={token} />
            </div>
          </TabsContent>
          <TabsContent value="history">
            <RecordHistory targetKind="token" targetId={id} />
          </TabsContent>
        </Tabs>
      )}
    </QueryState>
  );
}

function TokenButtons({ token, onAct }: { token: TokenRow; onAct: (kind: TokenAct, token: TokenRow) => void }) {
  const t = useTranslations("token.actions");
  const { mayManage, mayDisable } = useTokenRights(token);
  const acts: TokenAct[] = token.deletedAt
    ? mayManage
      ? ["restore"]
      : []
    : [
        ...(mayManage ? (["edit", "roll"] as const) : []),
        ...(token.status === "enabled" && mayDisable ? (["disable"] as const) : []),
        ...(token.status === "disabled" && mayManage ? (["enable"] as const) : []),
      ];
  return (
    <div className="flex flex-wrap gap-2">
      {acts.map((kind) => (
        <Button key={kind} size="sm" onClick={() => onAct(kind, token)}>
          {t(kind)}
        </Button>
      ))}
      <Button size="sm" variant="ghost" asChild>
        <Link href={hrefOfLogs({ tokenId: token.id, last: "30d" })}>{t("logs")}</Link>
      </Button>
    </div>
  );
}

function TokenFacts({ token }: { token: TokenRow }) {
  const t = useTranslations("token");
  const seesUsers = useCan("user.read");
  return (
    <DefinitionList>
      <Definition term={t("facts.id")}>
        <RecordId id={token.id} />
      </Definition>
      <Definition term={t("columns.state")}>
        <TokenState token={token} />
      </Definition>
      <Definition term={t("columns.owner")}>
        {seesUsers ? (
          <Link href={`/users/${token.owner.id}`} className="link">
            {token.owner.username}
          </Link>
        ) : (
          token.owner.username
        )}
      </Definition>
      <Definition term={t("facts.keys")}>
        <ul className="flex flex-col gap-1">
          {token.keys.map((key) => (
            <li key={key.id} className="flex flex-wrap items-baseline gap-x-2">
              <KeyHint tokenKey={key} />
              <span className="text-fg-2 text-xs">
                {key.expiresAt ? (
                  <>
                    {t("facts.worksUntil")} <Time value={key.expiresAt} format="absolute" />
                  </>
                ) : (
                  <>
                    {t("facts.since")} <Time value={key.createdAt} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      </Definition>
      <Definition term={t("columns.remaining")}>
        <RemainingQuota token={token} />
      </Definition>
      <Definition term={t("columns.used")}>
        <Quota units={token.usedQuota} />
      </Definition>
      <Definition term={t("columns.requests")}>
        <NumberText value={token.requestCount} />
      </Definition>
      <Definition term={t("columns.group")}>
        {token.groupName === AUTO_GROUP
          ? t("form.groupAuto")
          : (token.groupName ?? t("facts.ownersGroup", { group: token.effectiveGroup }))}
      </Definition>
      <Definition term={t("columns.models")}>
        <Names items={token.modelLimits} />
      </Definition>
      <Definition term={t("columns.ips")}>
        <Names items={token.allowedIps} />
      </Definition>
      <Definition term={t("columns.expires")}>
        <Expiry token={token} />
      </Definition>
      <Definition term={t("columns.lastUsed")}>
        <Time value={token.lastUsedAt} />
      </Definition>
      <Definition term={t("columns.created")}>
        <Time value={token.createdAt} format="absolute" />
      </Definition>
      {token.deletedAt ? (
        <Definition term={t("facts.restorableUntil")}>
          <Time value={token.restorableUntil} format="absolute" />
        </Definition>
      ) : null}
    </DefinitionList>
  );
}

function Names({ items }: { items: readonly string[] }) {
  const t = useTranslations("token");
  if (items.length === 0) return <span className="text-fg-2">{t("any")}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {items.map((item) => (
        <Badge key={item} className="font-mono text-meta">
          {item}
        </Badge>
      ))}
    </span>
  );
}
