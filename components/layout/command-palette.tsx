"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { CornerDownLeft, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import { useState } from "react";
import { useErrorText } from "../feedback/use-error-text";
import { useDebounced } from "../hooks/use-debounced";
import { useTRPC } from "../trpc/provider";
import { Badge } from "../ui/badge";
import { cn } from "../ui/cn";
import { menuItem } from "../ui/floating";
import { shortId } from "../ui/record-id";
import { PROFILE } from "./navigation";
import { useNavigation } from "./use-navigation";

const LOOKUP_DELAY_MS = 200;
const LOOKUP_LENGTH_MIN = 2;
const groupClass =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-fg-3 [&_[cmdk-group-heading]]:text-xs";

/** ⌘K: go to a page, or paste an id, a name, a key's beginning, and open its record. */
export function CommandPalette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("shell");
  const router = useRouter();
  const [text, setText] = useState("");
  const pages = [...useNavigation().flatMap((group) => group.items), PROFILE];
  const close = () => {
    onOpenChange(false);
    setText("");
  };
  const go = (href: string) => {
    close();
    router.push(href);
  };
  const needle = text.trim().toLowerCase();
  const matching = pages.filter(
    (page) => t(`pages.${page.messageKey}`).toLowerCase().includes(needle) || page.path.includes(needle),
  );
  return (
    <Primitive.Root open={open} onOpenChange={(next) => (next ? onOpenChange(true) : close())}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim data-[state=open]:animate-in data-[state=open]:fade-in-0" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fade-in-0 fixed inset-x-2 top-2 z-50 mx-auto max-w-[600px] animate-in overflow-hidden rounded-lg bg-pop shadow-float duration-100 sm:top-[12vh]"
        >
          <Primitive.Title className="sr-only">{t("palette.title")}</Primitive.Title>
          {/* Pages are few and records are searched on the server: filtering is done here, not by the list. */}
          <Command shouldFilter={false} loop label={t("palette.title")}>
            <div className="flex items-center gap-2.5 border-border border-b px-4">
              <Search className="size-4 shrink-0 text-fg-3" aria-hidden />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder={t("palette.placeholder")}
                className="h-12 w-full bg-transparent text-base outline-none placeholder:text-fg-3"
              />
            </div>
            <Command.List className="max-h-[min(60vh,420px)] overflow-y-auto p-1.5">
              <Records text={text} onGo={go} hasPages={matching.length > 0} />
              {matching.length > 0 ? (
                <Command.Group heading={t("palette.pages")} className={groupClass}>
                  {matching.map((page) => (
                    <Command.Item
                      key={page.path}
                      value={`page ${page.path}`}
                      onSelect={() => go(page.path)}
                      className={cn(menuItem, "h-9")}
                    >
                      <page.icon className="text-fg-3" aria-hidden />
                      {t(`pages.${page.messageKey}`)}
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
            </Command.List>
            <div className="flex items-center gap-1.5 border-border border-t px-4 py-2 text-fg-3 text-xs">
              <CornerDownLeft className="size-3.5" aria-hidden />
              {t("palette.help")}
            </div>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function Records(props: { text: string; onGo: (href: string) => void; hasPages: boolean }) {
  const t = useTranslations("shell.palette");
  const trpc = useTRPC();
  const errorText = useErrorText();
  const q = useDebounced(props.text.trim(), LOOKUP_DELAY_MS);
  const isAsked = q.length >= LOOKUP_LENGTH_MIN;
  const lookup = useQuery({
    ...trpc.search.lookup.queryOptions({ q }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  if (!isAsked) return null;
  if (lookup.error) return <p className="px-2 py-3 text-err">{errorText(lookup.error)}</p>;
  const items = lookup.data?.items ?? [];
  if (items.length === 0) {
    if (lookup.isFetching) return <p className="px-2 py-3 text-fg-3">{t("searching")}</p>;
    return props.hasPages ? null : <p className="px-2 py-6 text-center text-fg-3">{t("nothing")}</p>;
  }
  return (
    <Command.Group heading={t("records")} className={groupClass}>
      {items.map((item) => (
        <Command.Item
          key={`${item.kind} ${item.id}`}
          value={`record ${item.kind} ${item.id}`}
          onSelect={() => props.onGo(item.href)}
          className={cn(menuItem, "h-9")}
        >
          <Badge>{t.has(`kinds.${item.kind}`) ? t(`kinds.${item.kind}`) : item.kind}</Badge>
          <span className="min-w-0 flex-1 truncate">{item.label}</span>
          <span className="font-mono text-fg-3 text-meta">{shortId(item.id)}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}
