"use client";

import { useQuery } from "@tanstack/react-query";
import { Bookmark, Link2, Pencil, Save, SquarePlus, Trash2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useConfirm } from "../../feedback/confirm";
import { useAction } from "../../feedback/use-action";
import { useToast } from "../../feedback/use-toast";
import { useTRPC } from "../../trpc/provider";
import { Button } from "../../ui/button";
import { copyText } from "../../ui/copy-text";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../../ui/dropdown-menu";
import type { TablePreferences } from "../use-table-preferences";
import type { TableState } from "../use-table-state";
import { stateToSave } from "./saved-state";
import type { SavedView, SavedViews } from "./use-saved-views";
import { ViewDialog } from "./view-dialog";

/** Views of a list: open one, keep what is on screen under a name, change, share, remove. */
export function ViewMenu(props: { views: SavedViews; state: TableState; preferences: TablePreferences }) {
  const { views, state, preferences } = props;
  const t = useTranslations("view");
  const trpc = useTRPC();
  const toast = useToast();
  const confirm = useConfirm();
  const [isOpen, setIsOpen] = useState(false);
  const [dialog, setDialog] = useState<"create" | "edit" | null>(null);
  const query = useQuery(trpc.savedView.list.queryOptions({ list: views.list }, { enabled: isOpen }));
  const invalidate = [trpc.savedView.pathFilter()];
  const update = useAction(trpc.savedView.update.mutationOptions(), { success: t("saved"), invalidate });
  const remove = useAction(trpc.savedView.delete.mutationOptions(), { success: t("deleted"), invalidate });
  const { record } = views;
  const current = stateToSave(state.raw, state.sort, preferences.look);
  const isChanged = record?.state != null && JSON.stringify(sorted(current)) !== JSON.stringify(sorted(record.state));
  const items = query.data ?? [];
  const parts = [
    { label: t("own"), items: items.filter((view) => view.isOwn) },
    { label: t("shared"), items: items.filter((view) => !view.isOwn) },
  ].filter((part) => part.items.length > 0);

  const copyLink = async (view: SavedView) => {
    const url = new URL(window.location.pathname, window.location.origin);
    url.searchParams.set("view", view.id);
    if (await copyText(url.href)) toast.success(t("linkCopied"));
  };
  const askToRemove = async (view: SavedView) => {
    const description = t(view.isShared ? "deleteShared" : "deleteOwn");
    const title = t("deleteTitle", { name: view.name });
    if (!(await confirm({ title, description, confirmLabel: t("delete"), isDanger: true }))) return;
    if ((await remove.run({ id: view.id })).ok) views.close();
  };
  return (
    <>
      <DropdownMenu open={isOpen} onOpenChange={setIsOpen}>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="sm" className="max-w-48 font-normal" title={t("menu")}>
            <Bookmark aria-hidden />
            <span className="truncate">{record ? record.name : t("menu")}</span>
            {isChanged ? <span className="text-fg-3">· {t("changed")}</span> : null}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-72">
          {query.isSuccess && items.length === 0 ? <p className="px-2 py-1.5 text-fg-3 text-xs">{t("none")}</p> : null}
          {parts.map((part) => (
            <div key={part.label}>
              <DropdownMenuLabel>{part.label}</DropdownMenuLabel>
              {part.items.map((view) => (
                <DropdownMenuItem key={view.id} onSelect={() => views.open(view)}>
                  <span className="min-w-0 flex-1 truncate">{view.name}</span>
                  {view.isOwn || !view.ownerName ? null : (
                    <span className="text-fg-3 text-xs">{t("by", { name: view.ownerName })}</span>
                  )}
                </DropdownMenuItem>
              ))}
            </div>
          ))}
          <DropdownMenuSeparator />
          {record?.isOwn && isChanged ? (
            <DropdownMenuItem
              onSelect={() => void update.run({ id: record.id, version: record.version, state: current })}
            >
              <Save aria-hidden />
              {t("save", { name: record.name })}
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => setDialog("create")}>
            <SquarePlus aria-hidden />
            {t("saveAs")}
          </DropdownMenuItem>
          {record ? (
            <>
              {record.isOwn ? (
                <DropdownMenuItem onSelect={() => setDialog("edit")}>
                  <Pencil aria-hidden />
                  {t("rename")}
                </DropdownMenuItem>
              ) : null}
              <DropdownMenuItem onSelect={() => void copyLink(record)}>
                <Link2 aria-hidden />
                {t("copyLink")}
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={views.close}>
                <Undo2 aria-hidden />
                {t("default")}
              </DropdownMenuItem>
              {record.isOwn ? (
                <DropdownMenuItem isDanger onSelect={() => void askToRemove(record)}>
                  <Trash2 aria-hidden />
                  {t("delete")}
                </DropdownMenuItem>
              ) : null}
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <ViewDialog
        mode={dialog}
        onClose={() => setDialog(null)}
        list={views.list}
        record={record}
        current={current}
        onCreated={(view) => views.open(view)}
      />
    </>
  );
}

/** The same state in one order of keys, to be compared as text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, field]) => [key, sorted(field)]));
}
