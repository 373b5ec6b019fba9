"use client";

import { Download, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { BatchRow } from "@/components/domain/redemption/redemption-row";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { saveFile } from "./fetch-codes";
import { PrintSheet } from "./print-sheet";

/** What was given out; `lines` where it is to be printed. */
export type Taken = { file: Blob; name: string; lines: string[] | null };

/** The codes, as long as this window is open: saved again or printed until the reader says they are stored. */
export function TakenCodes(props: { batch: BatchRow; count: number; taken: Taken; onClose: () => void }) {
  const { batch, count, taken, onClose } = props;
  const t = useTranslations("redemption.take");
  const id = useId();
  const [isStored, setIsStored] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      isLocked
      size="md"
      title={t("doneTitle", { count })}
      footer={
        <Button variant="primary" disabled={!isStored} onClick={onClose}>
          {t("close")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-fg-2">{t("done")}</p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => saveFile(taken.file, taken.name)}>
            <Download aria-hidden />
            {t("saveAgain")}
          </Button>
          {taken.lines ? (
            <Button onClick={() => window.print()}>
              <Printer aria-hidden />
              {t("print")}
            </Button>
          ) : null}
        </div>
        <label htmlFor={id} className="flex items-center gap-2">
          <Checkbox id={id} checked={isStored} onCheckedChange={(checked) => setIsStored(checked === true)} />
          {t("stored")}
        </label>
      </div>
      {taken.lines ? <PrintSheet batch={batch} codes={taken.lines} /> : null}
    </Dialog>
  );
}
