"use client";

import { type ReactNode, useState } from "react";
import type { BatchRow } from "@/components/domain/redemption/redemption-row";
import type { BatchAct } from "./batch-acts";
import { BatchCreateSheet } from "./batch-create-sheet";
import { BatchEditSheet } from "./batch-edit-sheet";
import { TakeCodesDialog } from "./take-codes-dialog";
import { VoidBatchDialog } from "./void-batch-dialog";

export type BatchDialogs = {
  create: () => void;
  act: (act: BatchAct, batch: BatchRow) => void;
  /** To be rendered once, beside the list. */
  element: ReactNode;
};

/** Everything that can be done to a batch, with the sheets and dialogs it takes. */
export function useBatchDialogs(): BatchDialogs {
  const [isCreating, setIsCreating] = useState(false);
  const [open, setOpen] = useState<{ act: BatchAct; batch: BatchRow } | null>(null);
  // A key for each opening: no form starts with what the last one was left with.
  const [openCount, setOpenCount] = useState(0);
  const close = (isOpen: boolean) => {
    if (!isOpen) setOpen(null);
  };
  return {
    create: () => {
      setOpenCount((count) => count + 1);
      setIsCreating(true);
    },
    act: (act, batch) => {
      setOpenCount((count) => count + 1);
      setOpen({ act, batch });
    },
    element: (
      <>
        <BatchCreateSheet key={`create-${openCount}`} open={isCreating} onOpenChange={setIsCreating} />
        {open ? <ActDialog key={openCount} {...open} onOpenChange={close} /> : null}
      </>
    ),
  };
}

function ActDialog(props: { act: BatchAct; batch: BatchRow; onOpenChange: (open: boolean) => void }) {
  const { act, batch, onOpenChange } = props;
  switch (act) {
    case "take":
      return <TakeCodesDialog batch={batch} onClose={() => onOpenChange(false)} />;
    case "edit":
      return <BatchEditSheet batch={batch} open onOpenChange={onOpenChange} />;
    case "voidUnused":
      return <VoidBatchDialog batch={batch} extent="unused" open onOpenChange={onOpenChange} />;
    case "voidBatch":
      return <VoidBatchDialog batch={batch} extent="all" open onOpenChange={onOpenChange} />;
  }
}
