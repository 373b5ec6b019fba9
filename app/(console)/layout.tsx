import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AppShell } from "@/components/layout/app-shell";
import { RAIL_COLLAPSED, RAIL_COOKIE } from "@/components/layout/rail-cookie";
import { readSite } from "@/components/layout/site";
import { getServerCaller } from "@/components/trpc/server";
import { getViewer } from "@/server/identity/session/viewer";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  if (!viewer) redirect("/login");
  const caller = await getServerCaller();
  const site = readSite(await caller.setting.public());
  const isRailCollapsed = (await cookies()).get(RAIL_COOKIE)?.value === RAIL_COLLAPSED;
  return (
    <AppShell viewer={viewer} site={site} isRailCollapsed={isRailCollapsed}>
      {children}
    </AppShell>
  );
}
