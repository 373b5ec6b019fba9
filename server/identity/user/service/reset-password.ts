import { audit } from "@/server/kernel/audit";
import { authorize, requireOutranks, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { staleVersion } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { Role } from "../../permission/schema";
import { endSessions } from "../../session/service";
import { givenOrGenerated } from "../password";
import { findLiveUserRow, userTarget } from "./row";

/**
 * Sets the password of an account of a lower role and ends its sessions. Needs the actor's own password again.
 * Out: the new password when it was generated, to be shown this once.
 */
export async function resetUserPassword(ctx: ServiceContext, input: { id: string; password?: string | undefined }) {
  authorize(ctx, "user.resetPassword");
  await requireStepUp(ctx);
  const { hash, generated } = await givenOrGenerated(input.password);
  return withTransaction(ctx, async (tx) => {
    const user = await findLiveUserRow(tx, input.id);
    requireOutranks(tx, user.role as Role);
    const { count } = await tx.db.user.updateMany({
      where: { id: user.id, role: user.role, deletedAt: null },
      data: { passwordHash: hash, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("user");
    const endedSessions = await endSessions(tx, { userId: user.id }, "password_reset");
    await audit(tx, { action: "user.resetPassword", target: userTarget(user), after: { endedSessions } });
    return { username: user.username, password: generated };
  });
}
