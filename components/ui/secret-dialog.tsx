"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Alert } from "./alert";
import { Button } from "./button";
import { Checkbox } from "./checkbox";
import { CodeBlock } from "./code-block";
import { Dialog } from "./dialog";

/** Shows a secret for the only time. It closes once the reader says it is stored, by nothing else. */
export function SecretDialog(props: {
  /** The secret; null keeps the dialog closed. */
  secret: string | null;
  onClose: () => void;
  title?: ReactNode;
  /** Below the secret: how to use it. */
  children?: ReactNode;
}) {
  const { secret, onClose, title, children } = props;
  const t = useTranslations("common.secret");
  const id = useId();
  const [isStored, setIsStored] = useState(false);
  const close = () => {
    setIsStored(false);
    onClose();
  };
  return (
    <Dialog
      open={secret !== null}
      onOpenChange={() => undefined}
      isLocked
      size="md"
      title={title ?? t("title")}
      footer={
        <Button variant="primary" disabled={!isStored} onClick={close}>
          {t("done")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Alert tone="warn">{t("once")}</Alert>
        <CodeBlock code={secret ?? ""} isWrapped />
        {children}
        <label htmlFor={id} className="flex items-center gap-2">
          <Checkbox id={id} checked={isStored} onCheckedChange={(checked) => setIsStored(checked === true)} />
          {t("stored")}
        </label>
      </div>
    </Dialog>
  );
}
