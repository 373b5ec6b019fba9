"use client";

import { Download, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { BatchRow } from "@/components/domain/redemption/redemption-row";
import { useUnsavedGuard } from "@/components/form/use-unsaved-guard";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CodeBlock } from "@/components/ui/code-block";
import { Dialog } from "@/components/ui/dialog";
import { saveFile } from "./fetch-codes";
import { PrintSheet } from "./print-sheet";

/** More would be a book, and a page that no browser prints. */
export const SHEET_CODES_MAX = 5_000;
const SHOWN_MAX = 20;

export type Taken = { file: Blob; name: string; codes: string[] };

/** The codes, as long as this window is open: saved again or printed until the reader says they are stored. */
export function TakenCodes(props: { batch: BatchRow; taken: Taken; onClose: () => void }) {
  const { batch, taken, onClose } = props;
  const t = useTranslations("redemption.take");
  const id = useId();
  const [isStored, setIsStored] = useState(false);
  useUnsavedGuard(!isStored);
  const count = taken.codes.length;
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
        {count <= SHOWN_MAX ? <CodeBlock code={taken.codes.join("\n")} /> : null}
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => saveFile(taken.file, taken.name)}>
            <Download aria-hidden />
            {t("save")}
          </Button>
          <Button disabled={count > SHEET_CODES_MAX} onClick={() => window.print()}>
            <Printer aria-hidden />
            {t("print")}
          </Button>
        </div>
        <label htmlFor={id} className="flex items-center gap-2">
          <Checkbox id={id} checked={isStored} onCheckedChange={(checked) => setIsStored(checked === true)} />
          {t("stored")}
        </label>
      </div>
      {count <= SHEET_CODES_MAX ? <PrintSheet batch={batch} codes={taken.codes} /> : null}
    </Dialog>
  );
}
