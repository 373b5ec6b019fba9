"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { StatusBadge } from "@/components/ui/status-badge";
import type { StateTopic } from "@/server/kernel/state-schema";

const ASK_EVERY_MS = 1_000;

/** "In force on 3 of 3 nodes" after a save; it asks until all have it. Without `version` it tells of the newest change. */
export function InForce({ topic, version }: { topic: StateTopic; version?: number }) {
  const t = useTranslations("health.inForce");
  const trpc = useTRPC();
  const mayRead = useCan("health.read");
  const query = useQuery(
    trpc.health.propagation.queryOptions(
      { topic, ...(version === undefined ? {} : { version }) },
      {
        enabled: mayRead,
        refetchInterval: ({ state }) => (isEverywhere(state.data) ? false : ASK_EVERY_MS),
      },
    ),
  );
  if (!query.data) return null;
  const { nodeCount, inForceCount } = query.data;
  const isDone = isEverywhere(query.data);
  return (
    <span aria-live="polite">
      <StatusBadge status={isDone ? "ok" : "running"} isQuiet={isDone}>
        {t("nodes", { count: inForceCount, nodes: nodeCount })}
      </StatusBadge>
    </span>
  );
}

function isEverywhere(data: { nodeCount: number; inForceCount: number } | undefined): boolean {
  return data !== undefined && data.inForceCount >= data.nodeCount;
}
