"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { BatchDetail, BatchRow } from "@/components/domain/redemption/redemption-row";
import { useAction } from "@/components/feedback/use-action";
import { ReasonDialog } from "@/components/form/reason-dialog";
import { useTRPC } from "@/components/trpc/provider";
import { Skeleton } from "@/components/ui/skeleton";

/** Voids a batch or what nobody has used of it, after saying how much that is. */
export function VoidBatchDialog(props: {
  batch: BatchRow;
  extent: "all" | "unused";
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { batch, extent, ...overlay } = props;
  const t = useTranslations("redemption.void");
  const trpc = useTRPC();
  const numbers = useQuery(trpc.redemption.getBatch.queryOptions({ id: batch.id }));
  const voidBatch = useAction(trpc.redemption.voidBatch.mutationOptions(), {
    success: ({ voidedCount }) => t("batchDone", { count: voidedCount }),
    invalidate: [trpc.redemption.pathFilter(), trpc.audit.pathFilter()],
  });
  const isWhole = extent === "all";
  const effectOf = ({ usesLeft, codes }: BatchDetail) =>
    isWhole ? t("batchEffect", { left: usesLeft }) : t("unusedEffect", { count: codes.unused });
  return (
    <ReasonDialog
      {...overlay}
      title={t(isWhole ? "batchTitle" : "unusedTitle", { name: batch.name })}
      effect={numbers.data ? effectOf(numbers.data) : <Skeleton className="h-10 w-full" />}
      submitLabel={t(isWhole ? "batch" : "unused")}
      isDanger
      onSubmit={(reason) => voidBatch.call({ id: batch.id, extent, reason })}
    />
  );
}
