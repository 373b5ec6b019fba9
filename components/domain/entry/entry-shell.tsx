import type { ReactNode } from "react";
import { BrandMark } from "@/components/layout/brand";
import { LanguageMenu } from "@/components/layout/language-menu";
import { ThemeMenu } from "@/components/layout/theme-menu";

/** The frame of the pages before the console: whose site it is, language and theme at hand, one thing to do. */
export function EntryShell({ siteName, children }: { siteName: string; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-chrome">
      <header className="flex h-14 shrink-0 items-center justify-between px-4 sm:px-6">
        <span className="flex min-w-0 items-center gap-2 font-semibold text-base">
          <BrandMark />
          <span className="truncate">{siteName}</span>
        </span>
        <span className="flex items-center">
          <LanguageMenu />
          <ThemeMenu />
        </span>
      </header>
      <main className="flex flex-1 flex-col items-center px-4 pt-[8vh] pb-16">{children}</main>
    </div>
  );
}
