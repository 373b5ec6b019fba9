import { audit } from "@/server/kernel/audit";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import { ownDefinitionOf } from "./definition";
import { findOwnRow, requireOwnProviders } from "./row";
import type { OwnProviderPolicy } from "./schema";
import { saveOwnProvider } from "./service";

type Saved = { name: string; version: number };

/** Switches one's own provider on or off. On gives a key that the system had switched off a new start. */
export async function setOwnProviderEnabled(
  ctx: ServiceContext,
  input: { name: string; isEnabled: boolean },
): Promise<Saved> {
  authorize(ctx, "provider.manageOwn");
  const { name, isEnabled } = input;
  if (isEnabled) requireOwnProviders();
  const row = await findOwnRow(ctx, { ownerId: requireUserId(ctx), name });
  const action = isEnabled ? "ownProvider.enable" : "ownProvider.disable";
  return saveOwnProvider(ctx, { row, after: { ...ownDefinitionOf(row), isEnabled }, action });
}

/** Prefers one of one's own providers among those of its priority; at most one is. */
export async function setOwnProviderDefault(
  ctx: ServiceContext,
  input: { name: string; isDefault: boolean },
): Promise<Saved> {
  authorize(ctx, "provider.manageOwn");
  const { name, isDefault } = input;
  const row = await findOwnRow(ctx, { ownerId: requireUserId(ctx), name });
  return saveOwnProvider(ctx, { row, after: { ...ownDefinitionOf(row), isDefault }, action: "ownProvider.setDefault" });
}

/** Decides when one's own providers are asked. Gateways obey within a second. */
export async function setOwnProviderPolicy(
  ctx: ServiceContext,
  input: { policy: OwnProviderPolicy },
): Promise<{ isChanged: boolean }> {
  authorize(ctx, "provider.manageOwn");
  const userId = requireUserId(ctx);
  const { policy } = input;
  return withTransaction(ctx, async (tx) => {
    await bumpAccountVersion(tx, "access", userId);
    const user = await tx.db.user.findUnique({ where: { id: userId } });
    if (!user) throw notFound("user");
    if (user.ownProviders === policy) return { isChanged: false };
    await tx.db.user.update({ where: { id: userId }, data: { ownProviders: policy } });
    await audit(tx, {
      action: "user.setOwnProviders",
      target: { kind: "user", id: userId, label: user.username },
      before: { ownProviders: user.ownProviders },
      after: { ownProviders: policy },
    });
    return { isChanged: true };
  });
}
