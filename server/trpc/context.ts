import { refreshSettings } from "@/server/configuration/setting/current";
import { readSession } from "@/server/identity/session/read";
import { clientIp } from "@/server/kernel/client-ip";
import type { ServiceContext } from "@/server/kernel/context";
import { getDb } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";

/** What every procedure starts from. `service` is null when nobody is signed in. */
export type RequestContext = {
  requestId: string;
  ip: string;
  userAgent: string;
  service: ServiceContext | null;
};

/** Builds the context of a browser's call: settings up to date, the session row checked. */
export async function createContext(headers: Headers): Promise<RequestContext> {
  const db = getDb();
  await refreshSettings(db);
  const requestId = newId("req");
  const ip = clientIp(headers);
  const userAgent = headers.get("user-agent") ?? "";
  const session = await readSession(headers.get("cookie") ?? "", { ip });
  const service: ServiceContext | null = session && {
    db,
    tx: false,
    actor: { kind: "user", id: session.userId, name: session.username, role: session.role, sessionId: session.id },
    requestId,
    ip,
    userAgent,
    clock: () => new Date(),
  };
  return { requestId, ip, userAgent, service };
}
