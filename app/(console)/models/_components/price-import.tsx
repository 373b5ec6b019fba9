"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { isDeclined, useAction } from "@/components/feedback/use-action";
import { useToast } from "@/components/feedback/use-toast";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Label } from "@/components/ui/label";
import { Textarea } from "@/components/ui/textarea";
import { PriceImportRows } from "./price-import-rows";

type Preview = RouterOutputs["price"]["previewImport"];

/** A pasted price list, shown as what it would add and change before anything is done. */
export function PriceImport(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A list made elsewhere: it is shown at once as what it would do. */
  sheet?: string | null;
}) {
  const { open, onOpenChange, sheet } = props;
  const t = useTranslations("price.import");
  const tBulk = useTranslations("price.bulk");
  const trpc = useTRPC();
  const toast = useToast();
  const id = useId();
  const [text, setText] = useState("");
  const [preview, setPreview] = useState<Preview | null>(null);
  const offered = useRef<string | null>(null);
  const withJumpConfirm = useJumpConfirm();
  const check = useAction(trpc.price.previewImport.mutationOptions(), { onSuccess: setPreview });
  const apply = useAction(trpc.price.import.mutationOptions(), {
    success: (counts) => t("done", counts),
    invalidate: [trpc.price.pathFilter(), trpc.audit.pathFilter()],
  });
  useEffect(() => {
    if (!open || !sheet || offered.current === sheet) return;
    offered.current = sheet;
    setText(sheet);
    void check.run({ text: sheet });
  }, [open, sheet, check]);
  const close = () => {
    offered.current = null;
    onOpenChange(false);
    setPreview(null);
    setText("");
  };
  const save = async ({ fingerprint }: Preview) => {
    try {
      await withJumpConfirm((isJumpConfirmed) => apply.call({ text, fingerprint, isJumpConfirmed }));
      close();
    } catch (error) {
      if (!isDeclined(error)) toast.error(error);
    }
  };
  const changeCount = preview ? preview.addCount + preview.changeCount : 0;
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      size="lg"
      title={preview && sheet ? tBulk("previewTitle") : t("title")}
      description={t(preview ? "previewed" : "description")}
      footer={
        preview ? (
          <>
            <Button onClick={() => setPreview(null)}>{t("back")}</Button>
            <Button
              variant="primary"
              isPending={apply.isPending}
              disabled={preview.errorCount > 0 || changeCount === 0}
              onClick={() => void save(preview)}
            >
              {t("apply", { count: changeCount })}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={close}>{t("cancel")}</Button>
            <Button
              variant="primary"
              isPending={check.isPending}
              disabled={text.trim() === ""}
              onClick={() => void check.run({ text })}
            >
              {t("check")}
            </Button>
          </>
        )
      }
    >
      {preview ? (
        <PriceImportRows preview={preview} />
      ) : (
        <div className="flex flex-col gap-1">
          <Label htmlFor={id}>{t("text")}</Label>
          <Textarea
            id={id}
            rows={12}
            spellCheck={false}
            className="font-mono text-xs leading-[1.125rem]"
            placeholder={"model,input,cached,output\ngpt-4o,2.5,1.25,10\ngpt-4o-mini,0.15,0.075,0.6"}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <p className="text-fg-3 text-xs">{t("hint")}</p>
        </div>
      )}
    </Dialog>
  );
}
