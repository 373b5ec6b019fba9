"use client";

import { Folder, FolderOpen, MoreHorizontal, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { CategoryForm } from "./category-form";
import type { CategoryRow } from "./template-row";

/** The folders of templates, as a tree: one is chosen to see what lies in it. */
export function CategoryTree(props: {
  categories: readonly CategoryRow[];
  chosen: readonly string[];
  onChoose: (ids: string[] | null) => void;
}) {
  const { categories, chosen, onChoose } = props;
  const t = useTranslations("category");
  const mayManage = useCan("template.manage");
  const [edited, setEdited] = useState<CategoryRow | "new" | null>(null);
  const count = categories.reduce((sum, { templateCount }) => sum + templateCount, 0);
  return (
    <nav
      aria-label={t("title")}
      className="shrink-0 border-border px-4 pb-3 lg:w-64 lg:overflow-y-auto lg:border-r xl:px-6"
    >
      <div className="flex h-8 items-center justify-between">
        <h2 className="font-semibold text-fg-2 text-xs">{t("title")}</h2>
        {mayManage ? (
          <Button size="sm" variant="ghost" aria-label={t("create")} onClick={() => setEdited("new")}>
            <Plus aria-hidden />
          </Button>
        ) : null}
      </div>
      <ul className="flex flex-col">
        <Leaf isChosen={chosen.length === 0} label={t("all")} count={count} onChoose={() => onChoose(null)} />
        {categories.map((category) => (
          <Leaf
            key={category.id}
            isChosen={chosen.includes(category.id)}
            label={category.isActive ? category.name : `${category.name} (${t("inactive")})`}
            depth={category.depth}
            count={category.templateCount}
            onChoose={() => onChoose([category.id])}
            {...(mayManage ? { menu: <CategoryMenu category={category} onEdit={() => setEdited(category)} /> } : {})}
          />
        ))}
      </ul>
      {edited ? (
        <CategoryForm
          key={edited === "new" ? "new" : edited.id}
          category={edited === "new" ? null : edited}
          categories={categories}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </nav>
  );
}

function Leaf(props: {
  label: string;
  count: number;
  isChosen: boolean;
  depth?: number;
  onChoose: () => void;
  menu?: ReactNode;
}) {
  const { label, count, isChosen, depth = 0, onChoose, menu } = props;
  const Icon = isChosen ? FolderOpen : Folder;
  return (
    <li className="flex items-center" style={{ paddingLeft: `${depth}rem` }}>
      <button
        type="button"
        aria-current={isChosen ? "true" : undefined}
        onClick={onChoose}
        className={cn(
          "flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover",
          isChosen && "bg-selected font-semibold",
        )}
      >
        <Icon className="size-4 shrink-0 text-fg-3" aria-hidden />
        <span className="truncate">{label}</span>
        <span className="ml-auto text-fg-3 text-xs tabular-nums">{count}</span>
      </button>
      {menu}
    </li>
  );
}

function CategoryMenu({ category, onEdit }: { category: CategoryRow; onEdit: () => void }) {
  const t = useTranslations("category");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const remove = useAction(trpc.category.delete.mutationOptions(), {
    success: t("deleted"),
    invalidate: [trpc.category.pathFilter()],
  });
  const { id, name, version } = category;
  const removeAfterAsking = async () => {
    const isSure = await confirm({
      title: t("confirmDelete.title", { name }),
      description: t("confirmDelete.effect"),
      confirmLabel: t("delete"),
      isDanger: true,
    });
    if (isSure) await remove.run({ id, version });
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" variant="ghost" aria-label={t("actions", { name })}>
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={onEdit}>{t("edit")}</DropdownMenuItem>
        <DropdownMenuItem isDanger onSelect={() => void removeAfterAsking()}>
          {t("delete")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
