"use client";

import { Braces, Clock, Copy, ExternalLink, ListFilter, ListX, Terminal } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { addToFilter } from "@/components/data-table/cell-actions";
import { exclusionKey } from "@/components/data-table/filter";
import type { TableState } from "@/components/data-table/use-table-state";
import { curlOfLog } from "@/components/domain/log/curl-of-log";
import { useToast } from "@/components/feedback/use-toast";
import { copyText } from "@/components/ui/copy-text";
import { DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { LogRow } from "./logs-columns";

const AROUND_MS = 5 * 60_000;

/** What can be done with a row: open, copy, and narrow the list by what it holds (where nothing can be pointed at). */
export function LogMenuItems({ log, state }: { log: LogRow; state: TableState }) {
  const t = useTranslations("log.menu");
  const toast = useToast();
  const copy = async (text: string) => {
    if (await copyText(text)) toast.success(t("copied"));
  };
  const at = log.createdAt.getTime();
  const facts = [
    { filter: "model", value: log.model, label: log.model },
    { filter: "userId", value: log.userId, label: log.username ?? log.userId },
    { filter: "channelId", value: log.upstream?.channelId, label: log.upstream?.channelName },
    { filter: "errorCode", value: log.errorCode, label: log.errorCode },
  ].filter(({ filter, value }) => value && filter in state.filters);
  return (
    <>
      <DropdownMenuItem asChild>
        <Link href={`/logs/${log.id}`}>
          <ExternalLink aria-hidden />
          {t("open")}
        </Link>
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => void copy(log.id)}>
        <Copy aria-hidden />
        {t("copyId")}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => void copy(jsonOf(log))}>
        <Braces aria-hidden />
        {t("copyJson")}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => void copy(curlOfLog(log, window.location.origin))}>
        <Terminal aria-hidden />
        {t("copyCurl")}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem onSelect={() => state.setFilter("range", { from: at - AROUND_MS, to: at + AROUND_MS })}>
        <Clock aria-hidden />
        {t("around")}
      </DropdownMenuItem>
      {facts.map(({ filter, value, label }) => (
        <div key={filter}>
          <DropdownMenuLabel className="max-w-64 truncate">{label}</DropdownMenuLabel>
          <DropdownMenuItem onSelect={() => addToFilter(state, filter, value ?? "")}>
            <ListFilter aria-hidden />
            {t("only")}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => addToFilter(state, exclusionKey(filter), value ?? "")}>
            <ListX aria-hidden />
            {t("without")}
          </DropdownMenuItem>
        </div>
      ))}
    </>
  );
}

function jsonOf(log: LogRow): string {
  return JSON.stringify(log, (_, value) => (typeof value === "bigint" ? Number(value) : value), 2);
}
