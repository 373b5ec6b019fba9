"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { StepUpProvider } from "../feedback/step-up";
import { ShortcutProvider } from "../shortcuts/shortcut-provider";
import type { RouterOutputs } from "../trpc/router-types";
import { MoneyContext } from "../ui/money";
import { Announcements } from "./announcement";
import { AppHeader } from "./app-header";
import { CommandPalette } from "./command-palette";
import { LiveUpdates } from "./live-updates";
import { NavigationDrawer } from "./navigation-drawer";
import { NavigationRail } from "./navigation-rail";
import { NoticeDialog } from "./notice-dialog";
import { PageGate } from "./page-gate";
import { ShellShortcuts } from "./shell-shortcuts";
import { ShortcutSheet } from "./shortcut-sheet";
import type { Site } from "./site";
import { SiteProvider } from "./site-context";
import { type Viewer, ViewerProvider } from "./viewer";

/** The frame of every page behind the sign-in. */
export function AppShell(props: {
  viewer: Viewer;
  site: Site;
  /** What the site shows this viewer over every page. */
  shown: RouterOutputs["site"]["get"];
  isRailCollapsed: boolean;
  children: ReactNode;
}) {
  const { viewer, site, shown, isRailCollapsed, children } = props;
  const t = useTranslations("shell");
  const pathname = usePathname();
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const [isShortcutSheetOpen, setIsShortcutSheetOpen] = useState(false);
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at another page is what closes the drawer
  useEffect(() => setIsDrawerOpen(false), [pathname]);

  return (
    <ViewerProvider viewer={viewer}>
      <SiteProvider site={site}>
        <MoneyContext value={site.money}>
          <ShortcutProvider>
            <StepUpProvider>
              <a
                href="#main"
                className="-translate-y-20 fixed top-2 left-2 z-[70] rounded-md bg-accent px-3 py-1.5 font-semibold text-on-accent focus-visible:translate-y-0"
              >
                {t("skip")}
              </a>
              <div className="flex h-dvh min-w-0 bg-chrome print:h-auto">
                <NavigationRail siteName={site.name} isCollapsedAtFirst={isRailCollapsed} />
                <div className="flex min-w-0 flex-1 flex-col">
                  <AppHeader
                    siteName={site.name}
                    onOpenDrawer={() => setIsDrawerOpen(true)}
                    onOpenPalette={() => setIsPaletteOpen(true)}
                    onOpenShortcuts={() => setIsShortcutSheetOpen(true)}
                  />
                  <Announcements announcements={shown.announcements} />
                  <main
                    id="main"
                    tabIndex={-1}
                    className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto border-border border-t bg-bg outline-none md:rounded-tl-lg md:border-l print:overflow-visible print:border-0"
                  >
                    <PageGate>{children}</PageGate>
                  </main>
                </div>
              </div>
              <LiveUpdates />
              {shown.notice ? <NoticeDialog notice={shown.notice} /> : null}
              <NavigationDrawer siteName={site.name} open={isDrawerOpen} onOpenChange={setIsDrawerOpen} />
              <CommandPalette open={isPaletteOpen} onOpenChange={setIsPaletteOpen} />
              <ShortcutSheet open={isShortcutSheetOpen} onOpenChange={setIsShortcutSheetOpen} />
              <ShellShortcuts
                onOpenPalette={() => setIsPaletteOpen(true)}
                onOpenShortcuts={() => setIsShortcutSheetOpen(true)}
              />
            </StepUpProvider>
          </ShortcutProvider>
        </MoneyContext>
      </SiteProvider>
    </ViewerProvider>
  );
}
