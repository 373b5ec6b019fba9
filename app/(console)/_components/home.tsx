"use client";

import { HandCoins } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCan } from "@/components/layout/viewer";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { OwnHome } from "./own-home";
import { SiteHome } from "./site-home";

/** Staff see the site, customers their account. */
export function Home() {
  const t = useTranslations("home");
  const seesSite = useCan("overview.readSite");
  return (
    <>
      <PageHeader title={t("title")} actions={seesSite ? undefined : <TopUpLink />} />
      <PageBody>{seesSite ? <SiteHome /> : <OwnHome />}</PageBody>
    </>
  );
}

function TopUpLink() {
  const t = useTranslations("home.own");
  return (
    <Button asChild>
      <Link href="/wallet">
        <HandCoins aria-hidden />
        {t("topUp")}
      </Link>
    </Button>
  );
}
