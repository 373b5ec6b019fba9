"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Brand } from "./brand";
import { NavigationList } from "./navigation-list";
import { RAIL_COLLAPSED, RAIL_COOKIE } from "./rail-cookie";
import { writeCookie } from "./write-cookie";

/** The left rail: 220 px, or 48 with icons alone. */
export function NavigationRail(props: { siteName: string; isCollapsedAtFirst: boolean }) {
  const t = useTranslations("shell");
  const [isCollapsed, setIsCollapsed] = useState(props.isCollapsedAtFirst);
  const toggle = () => {
    setIsCollapsed(!isCollapsed);
    writeCookie(RAIL_COOKIE, isCollapsed ? "open" : RAIL_COLLAPSED);
  };
  const Icon = isCollapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <aside className={cn("hidden shrink-0 flex-col md:flex print:hidden", isCollapsed ? "w-12" : "w-[220px]")}>
      <div className={cn("flex h-12 shrink-0 items-center", isCollapsed ? "justify-center" : "px-4")}>
        <Brand siteName={props.siteName} isCollapsed={isCollapsed} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <NavigationList isCollapsed={isCollapsed} />
      </div>
      <div className="shrink-0 p-2">
        <Button
          variant="ghost"
          size={isCollapsed ? "icon" : "md"}
          className={cn("font-normal text-fg-3", !isCollapsed && "w-full justify-start px-2")}
          aria-label={isCollapsed ? t("expand") : undefined}
          aria-expanded={undefined}
          onClick={toggle}
        >
          <Icon aria-hidden />
          {isCollapsed ? null : t("collapse")}
        </Button>
      </div>
    </aside>
  );
}
