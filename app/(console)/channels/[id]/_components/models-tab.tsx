"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { wholeList } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { ModelPreview } from "@/components/domain/channel/model-preview";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useAction } from "@/components/feedback/use-action";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { can } from "@/server/identity/permission/schema";

type Channel = RouterOutputs["channel"]["get"];
type Row = { model: string; upstreamModel: string; isTestModel: boolean };

/** The names clients ask for and what they are called upstream. */
export function ModelsTab({ channel }: { channel: Channel }) {
  const t = useTranslations("channel.models");
  const { role } = useViewer();
  const state = useTableState(defineFilters({ search: { kind: "search", placeholder: t("search") } }), {
    prefix: "models",
  });
  const search = state.values.search?.toLowerCase() ?? "";
  const rows: Row[] = channel.models
    .filter((model) => model.toLowerCase().includes(search))
    .map((model) => ({
      model,
      upstreamModel: channel.modelMapping[model] ?? model,
      isTestModel: model === (channel.testModel || channel.models[0]),
    }));
  return (
    <Panel
      title={t("title", { count: channel.models.length })}
      description={t("description")}
      actions={can(role, "channel.manage") && !channel.deletedAt ? <SyncModels channel={channel} /> : null}
    >
      <DataTable
        id="channel-models"
        label={t("label")}
        isEmbedded
        columns={useModelColumns()}
        state={state}
        query={wholeList({ data: rows, error: null, isPending: false, isFetching: false, refetch: () => undefined })}
        getRowId={(row) => row.model}
      />
    </Panel>
  );
}

function useModelColumns(): Column<Row>[] {
  const t = useTranslations("channel.models");
  return [
    {
      id: "model",
      label: t("model"),
      cell: (row) => (
        <span className="inline-flex min-w-0 items-center gap-2">
          <Link href={`/models?search=${encodeURIComponent(row.model)}`} className="link truncate font-mono text-xs">
            {row.model}
          </Link>
          {row.isTestModel ? <Badge tone="info">{t("testModel")}</Badge> : null}
        </span>
      ),
      isGrowing: true,
      isFixed: true,
      card: "title",
    },
    {
      id: "upstreamModel",
      label: t("upstreamModel"),
      cell: (row) =>
        row.upstreamModel === row.model ? (
          <span className="text-fg-3">{t("sameName")}</span>
        ) : (
          <span className="truncate font-mono text-xs">{row.upstreamModel}</span>
        ),
      widthPx: 320,
    },
  ];
}

function SyncModels({ channel }: { channel: Channel }) {
  const t = useTranslations("channel.models");
  const trpc = useTRPC();
  const [found, setFound] = useState<RouterOutputs["channel"]["fetchModels"] | null>(null);
  const fetchModels = useAction(trpc.channel.fetchModels.mutationOptions());
  const apply = useAction(trpc.channel.applyModels.mutationOptions(), {
    success: t("applied"),
    invalidate: [trpc.channel.pathFilter()],
    undo: useUndoSave(() => ({ kind: "channel", id: channel.id })),
  });
  return (
    <>
      <Button
        isPending={fetchModels.isPending}
        onClick={async () => {
          const outcome = await fetchModels.run({ channelId: channel.id });
          if (outcome.ok) setFound(outcome.data);
        }}
      >
        {t("fetch")}
      </Button>
      <ModelPreview
        upstream={found?.models ?? null}
        offered={[...channel.models, ...Object.values(channel.modelMapping)]}
        missing={found?.removed ?? []}
        isPending={apply.isPending}
        onClose={() => setFound(null)}
        onApply={async ({ add, remove }) => {
          const outcome = await apply.run({ id: channel.id, version: channel.version, add, remove });
          if (outcome.ok) setFound(null);
        }}
      />
    </>
  );
}
