import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WalletPage } from "./_components/wallet-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("wallet");
  return { title: t("title") };
}

export default function Page() {
  return <WalletPage />;
}
