import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { RollBackProvider } from "@/components/domain/revision/roll-back-provider";
import { AppShell } from "@/components/layout/app-shell";
import { RAIL_COLLAPSED, RAIL_COOKIE } from "@/components/layout/rail-cookie";
import { readSite } from "@/components/layout/site";
import { getServerCaller } from "@/components/trpc/server";
import { signInPath } from "@/server/identity/session/gate";
import { readSiteName } from "@/server/identity/session/site-name";
import { getViewer } from "@/server/identity/session/viewer";

export async function generateMetadata(): Promise<Metadata> {
  const siteName = await readSiteName();
  return { title: { default: siteName, template: `%s · ${siteName}` } };
}

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  if (!viewer) redirect(await signInPath());
  const caller = await getServerCaller();
  const [settings, shown] = await Promise.all([caller.setting.public(), caller.site.get()]);
  const site = readSite(settings);
  const chosen = (await cookies()).get(RAIL_COOKIE)?.value;
  const isRailCollapsed = chosen === undefined ? site.isSidebarCollapsed : chosen === RAIL_COLLAPSED;
  return (
    <AppShell viewer={viewer} site={site} shown={shown} isRailCollapsed={isRailCollapsed}>
      <RollBackProvider>{children}</RollBackProvider>
    </AppShell>
  );
}
