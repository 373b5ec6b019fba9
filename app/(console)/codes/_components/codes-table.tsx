"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Ban, CalendarClock, ScrollText } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import type { CodeRow } from "@/components/domain/redemption/redemption-row";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { CODE_STATES } from "@/server/money/redemption/schema";
import { CodeValidityDialog, VoidCodeDialog } from "./code-dialogs";
import { useCodesColumns } from "./codes-columns";

type CodeAct = "void" | "extend";
const DIALOGS = { void: VoidCodeDialog, extend: CodeValidityDialog } as const;

/** Every code by its prefix and last four characters; a whole code pasted into the search finds its row. */
export function CodesTable() {
  const t = useTranslations("redemption");
  const trpc = useTRPC();
  const [open, setOpen] = useState<{ act: CodeAct; code: CodeRow } | null>(null);
  const state = useTableState(
    defineFilters({
      q: { kind: "search", placeholder: t("codes.search") },
      state: {
        kind: "options",
        label: t("columns.state"),
        isPrimary: true,
        options: CODE_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
      },
      batchId: { kind: "text", label: t("codes.batchId"), placeholder: "rdb_…", isMono: true },
      userId: { kind: "text", label: t("codes.userId"), placeholder: "usr_…", isMono: true },
    }),
    { prefix: "codes" },
  );
  const { q, ...filters } = state.values;
  const query = useInfiniteQuery(trpc.redemption.listCodes.infiniteQueryOptions({ ...filters, search: q }, keyset));
  const Dialog = open ? DIALOGS[open.act] : null;
  return (
    <>
      <DataTable
        id="redemption-codes"
        label={t("tabs.codes")}
        columns={useCodesColumns()}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        getRowLabel={(row) => row.label}
        rowActions={(row) => <CodeMenuItems code={row} onAct={(act, code) => setOpen({ act, code })} />}
        empty={{ title: t("codes.empty.title"), description: t("codes.empty.hint") }}
        isEmbedded
      />
      {Dialog && open ? (
        <Dialog
          key={open.code.id}
          code={open.code}
          open
          onOpenChange={(isOpen) => {
            if (!isOpen) setOpen(null);
          }}
        />
      ) : null}
    </>
  );
}

function CodeMenuItems({ code, onAct }: { code: CodeRow; onAct: (act: CodeAct, code: CodeRow) => void }) {
  const t = useTranslations("redemption");
  const mayManage = useCan("redemption.manage");
  const isLive = code.state !== "used" && code.state !== "void";
  return (
    <>
      <DropdownMenuItem asChild>
        <Link href={`/codes?tab=uses&uses_codeId=${code.id}`}>
          <ScrollText aria-hidden />
          {t("tabsDetail.uses")}
        </Link>
      </DropdownMenuItem>
      {mayManage && isLive ? (
        <>
          <DropdownMenuItem onSelect={() => onAct("extend", code)}>
            <CalendarClock aria-hidden />
            {t("extend.button")}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem isDanger onSelect={() => onAct("void", code)}>
            <Ban aria-hidden />
            {t("void.code")}
          </DropdownMenuItem>
        </>
      ) : null}
    </>
  );
}
