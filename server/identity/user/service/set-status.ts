import { audit } from "@/server/kernel/audit";
import { authorize, requireOutranks } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion, toAppError } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import type { Role } from "../../permission/schema";
import { endSessions } from "../../session/service";
import type { UserBulkStatusInput, UserReasonInput, UserStatus } from "../schema";
import { findLiveUserRow, userTarget } from "./row";

/** Stops an account of a lower role: its sessions end and its tokens are refused at once. Already disabled is no error. */
export async function disableUser(ctx: ServiceContext, input: UserReasonInput): Promise<void> {
  authorize(ctx, "user.disable");
  await setStatus(ctx, { ...input, status: "disabled" });
}

/** Lets a disabled account in again. */
export async function enableUser(ctx: ServiceContext, input: UserReasonInput): Promise<void> {
  authorize(ctx, "user.disable");
  await setStatus(ctx, { ...input, status: "enabled" });
}

export type BulkOutcome = {
  id: string;
  label: string;
  outcome: "done" | "skipped" | "failed";
  /** Machine reason of a failure, worded by the client. */
  reason: string | null;
};

/** Enables or disables accounts one by one, each in its own transaction; one that fails stops none of the others. */
export async function setStatusOfMany(ctx: ServiceContext, input: UserBulkStatusInput): Promise<BulkOutcome[]> {
  authorize(ctx, "user.disable");
  const report: BulkOutcome[] = [];
  for (const id of new Set(input.ids)) {
    report.push(await tryOne(ctx, { id, status: input.status, reason: input.reason }));
  }
  return report;
}

type StatusChange = { id: string; status: UserStatus; reason?: string | undefined };

async function tryOne(ctx: ServiceContext, change: StatusChange): Promise<BulkOutcome> {
  const row = await ctx.db.user.findUnique({ where: { id: change.id }, select: { username: true } });
  const label = row?.username ?? change.id;
  try {
    const isChanged = await setStatus(ctx, change);
    return { id: change.id, label, outcome: isChanged ? "done" : "skipped", reason: null };
  } catch (cause) {
    const error = toAppError(cause);
    if (error.code === "INTERNAL") throw error;
    return { id: change.id, label, outcome: "failed", reason: error.reason ?? "common.internal" };
  }
}

function setStatus(ctx: ServiceContext, change: StatusChange): Promise<boolean> {
  if (change.id === actorId(ctx)) throw new AppError("FORBIDDEN", { reason: "user.not_yourself" });
  return withTransaction(ctx, async (tx) => {
    const user = await findLiveUserRow(tx, change.id);
    requireOutranks(tx, user.role as Role);
    if (user.status === change.status) return false;
    const { count } = await tx.db.user.updateMany({
      where: { id: user.id, role: user.role, status: user.status },
      data: { status: change.status, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("user");
    if (change.status === "disabled") await endSessions(tx, { userId: user.id }, "user_disabled");
    await bumpAccountVersion(tx, "identity", user.id);
    await audit(tx, {
      action: change.status === "disabled" ? "user.disable" : "user.enable",
      target: userTarget(user),
      before: { status: user.status },
      after: { status: change.status },
      ...(change.reason ? { reason: change.reason } : {}),
    });
    return true;
  });
}
