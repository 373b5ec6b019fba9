import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Announcements } from "@/components/layout/announcement";
import { BrandMark } from "@/components/layout/brand";
import { LanguageMenu } from "@/components/layout/language-menu";
import { ThemeMenu } from "@/components/layout/theme-menu";
import { InlineMarkdown } from "@/components/ui/markdown";
import type { EntryFrame } from "@/server/identity/session/entry";

/** The frame of the pages before the console: whose site it is, language and theme at hand, one thing to do. */
export function EntryShell({ frame, children }: { frame: EntryFrame; children: ReactNode }) {
  const { siteName, logoUrl, announcements } = frame;
  return (
    <div className="flex min-h-dvh flex-col bg-chrome">
      <Announcements announcements={announcements} />
      <header className="flex h-14 shrink-0 items-center justify-between px-4 sm:px-6">
        <Link href="/" className="flex min-w-0 items-center gap-2 rounded-md font-semibold text-base">
          <BrandMark logoUrl={logoUrl} />
          <span className="truncate">{siteName}</span>
        </Link>
        <span className="flex items-center">
          <LanguageMenu />
          <ThemeMenu />
        </span>
      </header>
      <main className="flex flex-1 flex-col items-center px-4 pt-[8vh] pb-16">{children}</main>
      <EntryFooter frame={frame} />
    </div>
  );
}

const LINKS = ["about", "faq", "terms", "privacy"] as const;

function EntryFooter({ frame: { pages, footer } }: { frame: EntryFrame }) {
  const t = useTranslations("site.pages");
  const shown = LINKS.filter((page) => pages[page]);
  if (shown.length === 0 && footer === "") return null;
  return (
    <footer className="flex flex-col items-center gap-2 px-4 pb-6 text-center text-fg-3 text-xs">
      {shown.length > 0 ? (
        <nav aria-label={t("label")} className="flex flex-wrap justify-center gap-x-4 gap-y-1">
          {shown.map((page) => (
            <Link key={page} href={`/${page}`} className="hover:text-fg hover:underline">
              {t(page)}
            </Link>
          ))}
        </nav>
      ) : null}
      {footer ? (
        <p className="whitespace-pre-line break-words">
          <InlineMarkdown source={footer} />
        </p>
      ) : null}
    </footer>
  );
}
