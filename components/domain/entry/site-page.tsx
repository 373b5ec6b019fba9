import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getServerCaller } from "@/components/trpc/server";
import { Button } from "@/components/ui/button";
import { Markdown } from "@/components/ui/markdown";
import type { SitePage } from "@/server/configuration/site/schema";
import type { EntryFrame } from "@/server/identity/session/entry";
import { EntryShell } from "./entry-shell";

/** A public page whose text is a setting; one that nobody wrote is not found. */
export async function SitePageView({ page, frame }: { page: SitePage; frame: EntryFrame }) {
  if (!frame.pages[page]) notFound();
  const t = await getTranslations("site");
  const { text, faq } = await (await getServerCaller()).site.page({ page });
  return (
    <EntryShell frame={frame}>
      <article className="w-full max-w-[720px] rounded-lg border border-border bg-bg px-5 py-6 sm:px-8">
        {page === "home" ? null : <h1 className="mb-4 font-semibold text-xl">{t(`pages.${page}`)}</h1>}
        {text ? <Markdown source={text} /> : null}
        {faq.length > 0 ? <Faq entries={faq} /> : null}
      </article>
      {page === "home" ? (
        <Button variant="primary" size="lg" className="mt-6" asChild>
          <Link href="/login">{t("signIn")}</Link>
        </Button>
      ) : null}
    </EntryShell>
  );
}

function Faq({ entries }: { entries: readonly { question: string; answer: string }[] }) {
  return (
    <div className="flex flex-col divide-y divide-border">
      {entries.map(({ question, answer }) => (
        <details key={question} className="group py-3">
          <summary className="cursor-pointer font-semibold">{question}</summary>
          <Markdown source={answer} className="pt-2 pl-4 text-fg-2" />
        </details>
      ))}
    </div>
  );
}
