"use client";

import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { FileButton } from "@/components/ui/file-button";

const BYTES_PER_KB = 1_024;

export type ChosenFile = { name: string; text: string };

/** Takes a file that is dropped on it or chosen. */
export function FileDrop({ file, onFile }: { file: ChosenFile | null; onFile: (file: ChosenFile) => void }) {
  const t = useTranslations("document.import");
  const [isOver, setIsOver] = useState(false);
  const take = async (chosen: File | undefined) => {
    if (chosen) onFile({ name: chosen.name, text: await chosen.text() });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut for the file input inside
    <div
      className={cn(
        "flex flex-col items-center gap-2 rounded-lg border border-edge border-dashed px-4 py-6 text-center",
        isOver && "border-accent bg-bg-2",
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        void take(event.dataTransfer.files[0]);
      }}
    >
      <Upload className="size-5 text-fg-3" aria-hidden />
      <FileButton accept="application/json,.json" onFile={(chosen) => void take(chosen)}>
        {file ? t("chosen", { name: file.name, size: Math.ceil(file.text.length / BYTES_PER_KB) }) : t("drop")}
      </FileButton>
    </div>
  );
}
