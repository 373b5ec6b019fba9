import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "@/components/layout/app-shell";
import { RAIL_COLLAPSED, RAIL_COOKIE } from "@/components/layout/rail-cookie";
import { requireViewer } from "@/server/identity/session/gate";
import { readSiteName } from "@/server/identity/session/site-name";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const isRailCollapsed = (await cookies()).get(RAIL_COOKIE)?.value === RAIL_COLLAPSED;
  return (
    <AppShell viewer={viewer} siteName={await readSiteName()} isRailCollapsed={isRailCollapsed}>
      {children}
    </AppShell>
  );
}
