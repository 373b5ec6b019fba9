"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { StatusBadge } from "@/components/ui/status-badge";
import { StepFrame } from "./step-frame";

type Check = NonNullable<RouterOutputs["setup"]["get"]["database"]>;

const ENGINE_NAMES = { sqlite: "SQLite", postgresql: "PostgreSQL", mysql: "MySQL / MariaDB" } as const;

export function DatabaseStep({ onDone }: { onDone: () => void }) {
  const t = useTranslations("setup");
  const query = useQuery(useTRPC().setup.get.queryOptions());
  const check = query.data?.database ?? null;
  const isFine = check?.isWritable === true && check.isMigrated;
  return (
    <StepFrame
      title={t("database.title")}
      description={t("database.description")}
      back={
        <Button variant="ghost" isPending={query.isFetching} onClick={() => void query.refetch()}>
          {t("database.recheck")}
        </Button>
      }
      actions={
        <Button variant="primary" disabled={!isFine} onClick={onDone}>
          {t("next")}
        </Button>
      }
    >
      <QueryState query={query}>
        {({ database }) =>
          database ? <DatabaseFacts check={database} /> : <Alert tone="warn">{t("errors.root_exists")}</Alert>
        }
      </QueryState>
    </StepFrame>
  );
}

function DatabaseFacts({ check }: { check: Check }) {
  const t = useTranslations("setup.database");
  return (
    <>
      <DefinitionList>
        <Definition term={t("engine")}>{ENGINE_NAMES[check.engine]}</Definition>
        <Definition term={t("version")}>{check.version}</Definition>
        <Definition term={t("writable")}>
          <StatusBadge status={check.isWritable ? "ok" : "failed"}>{check.isWritable ? t("yes") : t("no")}</StatusBadge>
        </Definition>
        <Definition term={t("migrations")}>
          <StatusBadge status={check.isMigrated ? "ok" : "failed"}>
            {check.isMigrated ? t("current", { count: check.migrationCount }) : t("behind")}
          </StatusBadge>
        </Definition>
      </DefinitionList>
      {check.engine === "sqlite" ? <Alert tone="info">{t("hintSqlite")}</Alert> : null}
    </>
  );
}
