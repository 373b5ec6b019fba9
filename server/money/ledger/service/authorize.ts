import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";

/** Users read their own money; staff everybody's. No user: everybody's at once. */
export function authorizeLedgerRead(ctx: ServiceContext, userId: string | undefined): void {
  const isOwn = ctx.actor.kind === "user" && ctx.actor.id === userId;
  authorize(ctx, isOwn && !isAllowed(ctx, "ledger.readAny") ? "ledger.readOwn" : "ledger.readAny");
}
