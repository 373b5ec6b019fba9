"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useStoredState } from "../hooks/use-stored-state";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Markdown } from "../ui/markdown";

/** The site's notice, which opens once in each browser and again when it changes. */
export function NoticeDialog({ notice }: { notice: { text: string; mark: string } }) {
  const t = useTranslations("common");
  const [read, setRead] = useStoredState({
    key: "notice",
    fallback: "",
    parse: (stored) => (typeof stored === "string" ? stored : undefined),
  });
  // What the browser has stored is known after the first drawing only: before it, nothing may flash up.
  const [isReady, setIsReady] = useState(false);
  useEffect(() => setIsReady(true), []);
  const close = () => setRead(notice.mark);
  return (
    <Dialog
      open={isReady && read !== notice.mark}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      size="md"
      title={t("notice")}
      footer={
        <Button variant="primary" onClick={close}>
          {t("noticeRead")}
        </Button>
      }
    >
      <Markdown source={notice.text} />
    </Dialog>
  );
}
