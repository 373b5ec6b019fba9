import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryShell } from "@/components/domain/entry/entry-shell";
import { readEntry } from "@/server/identity/session/entry";
import { readSiteName } from "@/server/identity/session/site-name";
import { WechatForm } from "./_components/wechat-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("login.wechat");
  return { title: { absolute: `${t("title")} · ${await readSiteName()}` } };
}

/** For visitors, and for people who are signed in and link or confirm. */
export default async function WechatSignInPage() {
  const entry = await readEntry();
  if (!entry.methods.some(({ id }) => id === "wechat")) notFound();
  return (
    <EntryShell frame={entry}>
      <WechatForm qrCodeUrl={entry.wechatQrCodeUrl} />
    </EntryShell>
  );
}
