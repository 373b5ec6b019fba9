"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext, useId, useRef, useState } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Input } from "../ui/input";
import { Label } from "../ui/label";

export type ConfirmOptions = {
  /** A question with verb and object: "Disable 3 channels?" */
  title: string;
  /** What will happen, to how much, and whether it can be undone. */
  description: ReactNode;
  /** Verb and object again: "Disable 3 channels". */
  confirmLabel: string;
  isDanger?: boolean;
  /** For what cannot be undone: this text must be typed first. */
  typeToConfirm?: string;
};

const ConfirmContext = createContext<(options: ConfirmOptions) => Promise<boolean>>(() => Promise.resolve(false));

/** `if (await confirm({ title, description, confirmLabel })) …` for acts of the second and third level of risk. */
export function useConfirm(): (options: ConfirmOptions) => Promise<boolean> {
  return useContext(ConfirmContext);
}

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("common.confirm");
  const id = useId();
  const [options, setOptions] = useState<ConfirmOptions | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const answer = useRef<((isConfirmed: boolean) => void) | null>(null);

  const confirm = useCallback(
    (next: ConfirmOptions) =>
      new Promise<boolean>((resolve) => {
        answer.current?.(false);
        answer.current = resolve;
        setOptions(next);
        setTyped("");
        setIsOpen(true);
      }),
    [],
  );
  const finish = (isConfirmed: boolean) => {
    setIsOpen(false);
    answer.current?.(isConfirmed);
    answer.current = null;
  };
  const isReady = !options?.typeToConfirm || typed.trim() === options.typeToConfirm;

  return (
    <ConfirmContext value={confirm}>
      {children}
      <Dialog
        open={isOpen}
        onOpenChange={(open) => {
          if (!open) finish(false);
        }}
        role="alertdialog"
        title={options?.title}
        description={options?.description}
        footer={
          <>
            <Button onClick={() => finish(false)}>{t("cancel")}</Button>
            <Button variant={options?.isDanger ? "danger" : "primary"} disabled={!isReady} onClick={() => finish(true)}>
              {options?.confirmLabel}
            </Button>
          </>
        }
      >
        {options?.typeToConfirm ? (
          <form
            className="flex flex-col gap-1"
            onSubmit={(event) => {
              event.preventDefault();
              if (isReady) finish(true);
            }}
          >
            <Label htmlFor={id} className="font-normal">
              {t.rich("type", {
                text: options.typeToConfirm,
                b: (chunks) => <strong className="font-semibold">{chunks}</strong>,
              })}
            </Label>
            <Input id={id} value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
          </form>
        ) : null}
      </Dialog>
    </ConfirmContext>
  );
}
