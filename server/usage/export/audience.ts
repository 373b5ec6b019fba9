import { isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";

/** Whom a file may be shown to: it holds everybody's requests and their upstreams, or one customer's own. */
export const EXPORT_AUDIENCES = ["staff", "customer"] as const;
export type ExportAudience = (typeof EXPORT_AUDIENCES)[number];

export function audienceOf(ctx: ServiceContext): ExportAudience {
  return isAllowed(ctx, "log.exportAny") ? "staff" : "customer";
}
