"use client";

import { Ban, Download, Pencil, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { BatchRow } from "@/components/domain/redemption/redemption-row";
import { useCan } from "@/components/layout/viewer";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";

export type BatchAct = "take" | "edit" | "voidUnused" | "voidBatch";
type ActProps = { batch: BatchRow; onAct: (act: BatchAct, batch: BatchRow) => void };

/** What the state of a batch allows; the server checks again. */
function actsOn(batch: BatchRow): BatchAct[] {
  if (batch.state === "void") return [];
  if (batch.state === "creating") return ["edit", "voidBatch"];
  const isUsedUp = batch.usedCount >= (batch.createdCount - batch.voidedCount) * batch.usesMax;
  return [...(batch.isTakeable ? (["take"] as const) : []), "edit", ...(isUsedUp ? [] : VOIDS)];
}

const VOIDS = ["voidUnused", "voidBatch"] as const;

function useActText() {
  const t = useTranslations("redemption");
  return { take: t("take.button"), edit: t("edit.button"), voidUnused: t("void.unused"), voidBatch: t("void.batch") };
}

const ICONS = { take: Download, edit: Pencil, voidUnused: RotateCw, voidBatch: Ban } as const;

export function BatchMenuItems({ batch, onAct }: ActProps) {
  const text = useActText();
  return actsOn(batch).map((act) => {
    const Icon = ICONS[act];
    const isVoid = act === "voidUnused" || act === "voidBatch";
    return (
      <div key={act} className="contents">
        {act === "voidUnused" ? <DropdownMenuSeparator /> : null}
        <DropdownMenuItem isDanger={isVoid} onSelect={() => onAct(act, batch)}>
          <Icon aria-hidden />
          {text[act]}
        </DropdownMenuItem>
      </div>
    );
  });
}

export function BatchButtons({ batch, onAct }: ActProps) {
  const text = useActText();
  if (!useCan("redemption.manage")) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {actsOn(batch).map((act) => (
        <Button
          key={act}
          size="sm"
          variant={act === "take" ? "primary" : act === "edit" ? "secondary" : "danger-ghost"}
          onClick={() => onAct(act, batch)}
        >
          {text[act]}
        </Button>
      ))}
    </div>
  );
}
