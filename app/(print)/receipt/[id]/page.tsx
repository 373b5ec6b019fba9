import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getServerCaller } from "@/components/trpc/server";
import { signInPath } from "@/server/identity/session/gate";
import { readSiteName } from "@/server/identity/session/site-name";
import { getViewer } from "@/server/identity/session/viewer";
import { Receipt } from "./_components/receipt";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("order.receipt");
  return { title: { absolute: `${t("title")} ${(await params).id} · ${await readSiteName()}` } };
}

/** A receipt on a page of its own, without the console around it, for the printer. */
export default async function ReceiptPage({ params }: Props) {
  const viewer = await getViewer();
  if (!viewer) redirect(await signInPath());
  const { id } = await params;
  const order = await readPaidOrder(id);
  if (!order) notFound();
  return <Receipt order={order} siteName={await readSiteName()} timeZone={viewer.timeZone || undefined} />;
}

/** Null for an order that is not there, not the viewer's, or not paid: nothing to have a receipt for. */
async function readPaidOrder(id: string) {
  const caller = await getServerCaller();
  try {
    const order = await caller.order.get({ id });
    return order.status === "paid" ? order : null;
  } catch (error) {
    if (error instanceof TRPCError && (error.code === "NOT_FOUND" || error.code === "BAD_REQUEST")) return null;
    throw error;
  }
}
