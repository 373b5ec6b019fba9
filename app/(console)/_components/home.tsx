"use client";

import { useTranslations } from "next-intl";
import { useCan } from "@/components/layout/viewer";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { OwnHome } from "./own-home";
import { SiteHome } from "./site-home";

/** Staff see the site, customers their account. */
export function Home() {
  const t = useTranslations("home");
  const seesSite = useCan("overview.readSite");
  return (
    <>
      <PageHeader title={t("title")} />
      <PageBody>{seesSite ? <SiteHome /> : <OwnHome />}</PageBody>
    </>
  );
}
