import type { Role } from "@/server/identity/permission/schema";
import { requireOutranks } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import type { ApprovedRequest } from "@/server/money/approval/gate";

/** What the audit event of an approved change says beside its actor, who is the approver. */
export function approvedBy(request: ApprovedRequest | undefined): object {
  return request ? { requesterId: request.requesterId, approvalId: request.id } : {};
}

/**
 * The account a change of money is about, if the actor stands above it. Root may credit root accounts too, their own
 * included: a site that one person runs has nobody above. Throws NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED
 * (ledger.account_deleted).
 */
export async function findSubject(tx: ServiceContext, userId: string) {
  const user = await tx.db.user.findUnique({
    where: { id: userId },
    select: { id: true, username: true, role: true, deletedAt: true },
  });
  if (!user) throw notFound("user");
  if (user.deletedAt !== null) throw new AppError("PRECONDITION_FAILED", { reason: "ledger.account_deleted" });
  const isRoot = tx.actor.kind === "user" && tx.actor.role === "root";
  if (!isRoot) requireOutranks(tx, user.role as Role);
  return user;
}
