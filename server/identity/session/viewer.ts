import { headers } from "next/headers";
import { cache } from "react";
import { refreshSettings } from "@/server/configuration/setting/current";
import type { Role } from "@/server/identity/permission/schema";
import { clientIp } from "@/server/kernel/client-ip";
import { getDb } from "@/server/kernel/database/client";
import { readSession } from "./read";

export type Viewer = {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  locale: string | null;
  timeZone: string | null;
};

/** Who looks at a page, or null when nobody is signed in. Read once a request, however many components ask. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const requestHeaders = await headers();
  await refreshSettings(getDb());
  const session = await readSession(requestHeaders.get("cookie") ?? "", { ip: clientIp(requestHeaders) });
  return session && { ...session, id: session.userId };
});
