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
import { fetchCodes, saveFile } from "./fetch-codes";
import { type Taken, TakenCodes } from "./taken-codes";

/** More would be a book, and a page that no browser prints. */
const SHEET_CODES_MAX = 5_000;
const FORMATS = ["csv", "txt", "sheet"] as const;
type Format = (typeof FORMATS)[number];

/** Takes the codes of a batch, the one time, and keeps them here until the reader says they are stored. */
export function TakeCodesDialog({ batch, onClose }: { batch: BatchRow; onClose: () => void }) {
  const t = useTranslations("redemption.take");
  const trpc = useTRPC();
  const [format, setFormat] = useState<Format>("csv");
  const [taken, setTaken] = useState<Taken | null>(null);
  const count = batch.createdCount - batch.voidedCount;
  const take = useAction(
    { mutationFn: (wanted: Format) => fetchCodes({ id: batch.id, format: wanted === "csv" ? "csv" : "txt" }) },
    { invalidate: [trpc.redemption.pathFilter(), trpc.audit.pathFilter()] },
  );
  const submit = async () => {
    const result = await take.run(format);
    if (!result.ok) return;
    const file = { file: result.data, name: `${fileNameOf(batch.name)}.${format === "csv" ? "csv" : "txt"}` };
    const lines = format === "sheet" ? (await result.data.text()).trimEnd().split("\n") : null;
    setTaken({ ...file, lines });
    if (format !== "sheet") saveFile(file.file, file.name);
  };
  if (taken) return <TakenCodes batch={batch} count={count} taken={taken} onClose={onClose} />;
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
          value={format}
          onValueChange={setFormat}
          options={FORMATS.map((value) => ({
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
