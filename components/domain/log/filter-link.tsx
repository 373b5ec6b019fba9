"use client";

import { ListFilter } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Tooltip } from "@/components/ui/tooltip";

/** A value that leads to its record, with a way to narrow the list to it. */
export function FilterLink({ record, href, children }: { record?: string; href: string; children: ReactNode }) {
  const t = useTranslations("log.detail");
  return (
    <span className="group/filter inline-flex min-w-0 max-w-full items-center gap-1">
      {record ? (
        <Link href={record} className="link truncate">
          {children}
        </Link>
      ) : (
        <span className="truncate">{children}</span>
      )}
      <Tooltip content={t("filterBy")}>
        <Link
          href={href}
          aria-label={t("filterBy")}
          className="-my-1 inline-flex size-6 items-center justify-center rounded-sm text-fg-3 opacity-0 hover:bg-hover hover:text-fg focus-visible:opacity-100 group-hover/filter:opacity-100 [@media(hover:none)]:opacity-100"
        >
          <ListFilter className="size-3.5" aria-hidden />
        </Link>
      </Tooltip>
    </span>
  );
}
