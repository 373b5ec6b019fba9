"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { keyset } from "@/components/data-table/list-query";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import type { TemplateRecord } from "../../_components/template-row";
import { type UpgradeRow, UpgradeTable } from "../../_components/upgrade-table";

/** Configurations that are on an older version: what the newest would break in each, and the way to it. */
export function UsedTab({ template }: { template: TemplateRecord }) {
  const t = useTranslations("template.upgrade");
  const { id, latest: number, label, configCount } = template;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const query = useInfiniteQuery(useTRPC().template.upgradePreview.infiniteQueryOptions({ id, number }, keyset));
  const { migrate, outcome } = useMigrate(() => setChosen(new Set()));
  const toggle = (row: UpgradeRow, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(row.id);
    else next.delete(row.id);
    setChosen(next);
  };
  return (
    <div className="flex max-w-5xl flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="text-fg-2">{t("used", { count: configCount, label })}</p>
        {configCount > 0 ? (
          <Link href={`/configs?everybodys=true&template=${id}`} className="link">
            {t("showAll")}
          </Link>
        ) : null}
      </div>
      {outcome.failedKeys.length > 0 ? (
        <Alert tone="warn">{t("failed", { keys: outcome.failedKeys.join(", ") })}</Alert>
      ) : null}
      {outcome.jobId ? (
        <Alert>
          <Link href={`/jobs?open=${outcome.jobId}`} className="link">
            {t("inJob")}
          </Link>
        </Alert>
      ) : null}
      <QueryState query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0 && !query.hasNextPage) return configCount > 0 ? <UpgradeTable items={items} /> : null;
          const fitting = items.filter(({ faults }) => faults.length === 0);
          return (
            <>
              <div className="flex flex-wrap gap-2">
                <Button
                  variant="primary"
                  disabled={fitting.length === 0}
                  isPending={migrate.isPending}
                  onClick={() => void migrate.run({ id, number, configIds: "fitting" })}
                >
                  {t("migrateFitting", { label })}
                </Button>
                <Button
                  disabled={chosen.size === 0}
                  onClick={() => void migrate.run({ id, number, configIds: [...chosen] })}
                >
                  {t("migrateChosen", { count: chosen.size })}
                </Button>
              </div>
              <UpgradeTable
                items={items}
                lead={(row) => (
                  <Checkbox
                    aria-label={t("choose", { name: row.name || row.key })}
                    checked={chosen.has(row.id)}
                    disabled={row.faults.length > 0}
                    onCheckedChange={(isOn) => toggle(row, isOn === true)}
                  />
                )}
              />
              {query.hasNextPage ? (
                <Button className="self-start" onClick={() => void query.fetchNextPage()}>
                  {t("more")}
                </Button>
              ) : null}
            </>
          );
        }}
      </QueryState>
    </div>
  );
}

type Outcome = { jobId: string | null; failedKeys: string[] };

function useMigrate(onDone: () => void) {
  const t = useTranslations("template.upgrade");
  const trpc = useTRPC();
  const [outcome, setOutcome] = useState<Outcome>({ jobId: null, failedKeys: [] });
  const migrate = useAction(trpc.template.migrate.mutationOptions(), {
    success: ({ migratedCount, jobId: job }) => (job === null ? t("migrated", { count: migratedCount }) : t("started")),
    invalidate: [trpc.template.pathFilter(), trpc.config.pathFilter()],
  });
  return {
    outcome,
    migrate: {
      isPending: migrate.isPending,
      run: async (input: Parameters<typeof migrate.run>[0]) => {
        const done = await migrate.run(input);
        if (!done.ok) return;
        setOutcome({ jobId: done.data.jobId, failedKeys: done.data.failed.map(({ key }) => key) });
        onDone();
      },
    },
  };
}
