"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Panel } from "@/components/ui/panel";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { isSensitiveScope } from "@/server/identity/service-token/scope-schema";
import { Expiry, LastUse, type ServiceTokenRow, TokenHint, TokenState } from "./use-service-tokens-columns";

export function ServiceTokenDetail(props: {
  token: ServiceTokenRow;
  onRevoke: (token: ServiceTokenRow) => Promise<void>;
}) {
  const { token, onRevoke } = props;
  const t = useTranslations("serviceToken");
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center justify-between gap-2">
        <TokenState token={token} />
        {token.state === "revoked" ? null : (
          <Button variant="danger-ghost" onClick={() => void onRevoke(token)}>
            {t("revoke")}
          </Button>
        )}
      </div>
      <DefinitionList>
        <Definition term={t("token")}>
          <TokenHint token={token} />
        </Definition>
        <Definition term={t("owner")}>{token.owner.username}</Definition>
        <Definition term={t("expiresAt")}>
          <Expiry token={token} />
        </Definition>
        <Definition term={t("lastUsed")}>
          <LastUse token={token} />
        </Definition>
        <Definition term={t("allowedIps")}>
          {token.allowedIps.length === 0 ? t("anyAddress") : token.allowedIps.join(", ")}
        </Definition>
        <Definition term={t("createdAt")}>
          <Time value={token.createdAt} />
        </Definition>
        <Definition term="ID">
          <RecordId id={token.id} />
        </Definition>
      </DefinitionList>
      <Panel title={t("scopes")}>
        <ul className="flex flex-wrap gap-1">
          {token.scopes.map((scope) => (
            <li key={scope}>
              <Badge {...(isSensitiveScope(scope) ? { tone: "warn" as const } : {})} className="font-mono">
                {scope}
              </Badge>
            </li>
          ))}
        </ul>
      </Panel>
      {token.state === "active" ? (
        <CodeBlock code={`curl -H "Authorization: Bearer $GATEHOUSE_TOKEN" \\\n  ${originOf()}/api/v2/me`} isWrapped />
      ) : null}
    </div>
  );
}

function originOf(): string {
  return typeof window === "undefined" ? "" : window.location.origin;
}
