"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { LogFilter } from "@/server/usage/log/schema";
import { LogExportDialog } from "./log-export-dialog";

/** Exports the requests of a filter. `filter` is what the list beside it shows. */
export function LogExportButton({ filter }: { filter: LogFilter }) {
  const t = useTranslations("export");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setIsOpen(true)}>
        <Download aria-hidden />
        {t("open")}
      </Button>
      <LogExportDialog open={isOpen} onOpenChange={setIsOpen} filter={filter} />
    </>
  );
}
