"use client";

import { useMutation } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/feedback/use-error-text";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { ByteSize } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import type { Health } from "./health-rows";

/** What only SQLite has: its file, the log beside it, and a check of the whole that takes its time. */
export function FilePanel({ file }: { file: NonNullable<Health["file"]> }) {
  const t = useTranslations("database.file");
  const errorText = useErrorText();
  const trpc = useTRPC();
  const check = useMutation(trpc.database.checkIntegrity.mutationOptions());
  return (
    <Panel
      title={t("title")}
      actions={
        <Button size="sm" isPending={check.isPending} onClick={() => check.mutate()}>
          <ShieldCheck aria-hidden />
          {t("check")}
        </Button>
      }
    >
      <DefinitionList>
        <Definition term={t("path")}>
          <code className="wrap-anywhere font-mono text-xs">{file.path}</code>
        </Definition>
        <Definition term={t("wal")}>
          <ByteSize value={file.walBytes} />
        </Definition>
        <Definition term={t("free")}>
          <ByteSize value={file.freeBytes} />
        </Definition>
        <Definition term={t("journal")}>{file.journalMode}</Definition>
      </DefinitionList>
      <div aria-live="polite" className="mt-3">
        {check.error ? <p className="text-danger">{errorText(check.error)}</p> : null}
        {check.data?.faults.length === 0 ? <p className="text-ok">{t("sound")}</p> : null}
        {check.data && check.data.faults.length > 0 ? (
          <div className="text-danger">
            <p className="font-semibold">{t("broken")}</p>
            <ul className="list-inside list-disc">
              {check.data.faults.map((fault) => (
                <li key={fault} className="wrap-anywhere">
                  {fault}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
