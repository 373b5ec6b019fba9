"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { BatchRow } from "@/components/domain/redemption/redemption-row";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RadioGroup } from "@/components/ui/radio-group";
import { CODE_FORMATS, type CodeFormat } from "@/server/money/redemption/schema";
import { codesIn, fetchCodes, saveFile } from "./fetch-codes";
import { SHEET_CODES_MAX, type Taken, TakenCodes } from "./taken-codes";

const WAYS = [...CODE_FORMATS, "sheet"] as const;
type Way = (typeof WAYS)[number];

/** A sheet is made of the plain codes. */
function formatOf(way: Way): CodeFormat {
  return way === "sheet" ? "txt" : way;
}

/** Takes the codes of a batch, the one time, and keeps them here until the reader says they are stored. */
export function TakeCodesDialog({ batch, onClose }: { batch: BatchRow; onClose: () => void }) {
  const t = useTranslations("redemption.take");
  const trpc = useTRPC();
  const [way, setWay] = useState<Way>("csv");
  const [taken, setTaken] = useState<Taken | null>(null);
  const count = batch.createdCount - batch.voidedCount;
  const take = useAction(
    { mutationFn: (format: CodeFormat) => fetchCodes({ id: batch.id, format }) },
    { invalidate: [trpc.redemption.pathFilter(), trpc.audit.pathFilter()] },
  );
  const submit = async () => {
    const format = formatOf(way);
    const result = await take.run(format);
    if (!result.ok) return;
    const name = `${fileNameOf(batch.name)}.${format}`;
    setTaken({ file: result.data, name, codes: codesIn(await result.data.text(), format) });
    if (way !== "sheet") saveFile(result.data, name);
  };
  if (taken) return <TakenCodes batch={batch} taken={taken} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open && !take.isPending) onClose();
      }}
      size="md"
      title={t("title", { name: batch.name })}
      footer={
        <Button variant="primary" isPending={take.isPending} onClick={() => void submit()}>
          {t("submit", { count })}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Alert tone="warn">{t("once")}</Alert>
        <RadioGroup
          aria-label={t("format")}
          value={way}
          onValueChange={setWay}
          options={WAYS.map((value) => ({
            value,
            label: t(`formats.${value}`),
            description: t(`formatHints.${value}`, { max: SHEET_CODES_MAX }),
            isDisabled: value === "sheet" && count > SHEET_CODES_MAX,
          }))}
        />
      </div>
    </Dialog>
  );
}

/** Letters of any language, but nothing a file system takes for a path. */
function fileNameOf(name: string): string {
  return name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "") || "codes";
}
