import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { keyHint, newTokenKey } from "@/server/kernel/crypto";
import { staleVersion } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import type { TokenRollInput } from "../schema";
import { addKey, type TokenSecret } from "./create";
import { findLiveToken, isOwnToken, tokenTarget } from "./row";

const HOUR_MS = 3_600_000;
/** Ended keys stay this long, so that one found in an old log still leads to its token. */
const ENDED_KEYS_KEPT_MS = 90 * 24 * HOUR_MS;

/**
 * Gives a token a new key and returns it this one time. Every key before it works for `overlapHours` more, and with 0 ends
 * at once: after a leak no earlier overlap may keep a door open. Somebody else's token needs a step-up.
 * Throws CONFLICT when the token changed since it was read, so that two rolls never both succeed.
 */
export async function rollToken(ctx: ServiceContext, input: TokenRollInput): Promise<TokenSecret> {
  authorize(ctx, "token.manageOwn");
  const found = await findLiveToken(ctx, input.id, "token.manageAny");
  if (!isOwnToken(ctx, found)) await requireStepUp(ctx);
  const key = newTokenKey();
  return withTransaction(ctx, async (tx) => {
    const now = tx.clock();
    const until = new Date(now.getTime() + input.overlapHours * HOUR_MS);
    const { count } = await tx.db.token.updateMany({
      where: { id: input.id, version: input.version, deletedAt: null },
      data: { version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("token");
    await tx.db.tokenKey.updateMany({
      where: { tokenId: input.id, OR: [{ expiresAt: null }, { expiresAt: { gt: until } }] },
      data: { expiresAt: until },
    });
    await tx.db.tokenKey.deleteMany({
      where: { tokenId: input.id, expiresAt: { lt: new Date(now.getTime() - ENDED_KEYS_KEPT_MS) } },
    });
    await addKey(tx, input.id, key);
    await bumpAccountVersion(tx, "access", found.userId);
    await audit(tx, {
      action: "token.roll",
      target: tokenTarget(found),
      // Only the beginning: support reads histories, and may not see how a key ends.
      after: { overlapHours: input.overlapHours, keyPrefix: keyHint(key).prefix },
    });
    return { id: found.id, name: found.name, key };
  });
}
