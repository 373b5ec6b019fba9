"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "../ui/dropdown-menu";

/** The ⋯ menu at the end of a row. */
export function RowMenu({ label, children }: { label: string; children: ReactNode }) {
  const t = useTranslations("table");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" className="size-6 p-0" aria-label={t("rowMenu", { label })}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">{children}</DropdownMenuContent>
    </DropdownMenu>
  );
}

/** What takes a click for itself; a picture or a bar of progress in a cell does not. */
const CONTROLS = 'a, button, input, textarea, select, label, [role]:not([role="img"], [role="progressbar"])';

/** Whether a click on a row was meant for something inside it, or was the end of selecting text. */
export function isInnerClick(target: EventTarget, row: Element): boolean {
  const inner = target instanceof Element ? target.closest(CONTROLS) : null;
  const isInner = inner !== null && inner !== row && row.contains(inner);
  // React passes on clicks in portals (an open menu) though they are not inside the row's element.
  const isOutside = target instanceof Node && !row.contains(target);
  return isInner || isOutside || Boolean(window.getSelection()?.toString());
}
