import superjson from "superjson";
import { getSetting } from "@/server/configuration/setting/current";
import { outranks } from "@/server/identity/permission/schema";
import { audit } from "@/server/kernel/audit";
import { requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { movedAlone } from "./moved-alone";
import type { ApprovalKind } from "./schema";

export type { ApprovalKind } from "./schema";

const DAY_MS = 86_400_000;

/** What a verb behind the gate answers: it was done, or it waits for a second person. */
export type Gated<Done extends object> = ({ status: "done" } & Done) | { status: "waiting"; approvalId: string };

/** What was asked for, as its executor gets it. */
export type ApprovedRequest = { id: string; userId: string; amount: bigint; reason: string; requesterId: string };

/**
 * Does what was approved, in the transaction of the decision, with the approver as the actor: entries name the requester
 * (`actorId` of a posting), audit events both. Checks the stored input and the state of the world anew, because days may
 * lie between the two people. Answers the id of what came of it.
 */
export type ApprovalExecutor = (
  tx: ServiceContext,
  input: unknown,
  request: ApprovedRequest,
) => Promise<{ reference: string }>;

/** A change as the limit sees it: quota units, sign ignored, and the accounts whose balance or plan it moves. */
type Sized = { amount: bigint; userIds: readonly string[] };

/**
 * Whether a change waits for a second person: above the limit for operators, and for admins and root too where the site
 * wants it; the system's own never do. What a person has done alone to an account within a day counts together, because
 * many small changes are a large one. Call it in the transaction of the change, before it locks anything: it locks the
 * actor's row, so that of changes sent at once each sees those before it.
 */
export async function approvalNeeded(tx: ServiceContext, { amount, userIds }: Sized): Promise<boolean> {
  if (tx.actor.kind === "system") return false;
  if (outranks(tx.actor.role, "operator") && !getSetting("money.approvalForAdmins")) return false;
  const left = BigInt(getSetting("money.approvalLimitUnits")) - magnitude(amount);
  if (left < 0n) return true;
  const actorId = tx.actor.id;
  await lockActor(tx);
  const since = new Date(tx.clock().getTime() - DAY_MS);
  for (const userId of userIds) if ((await movedAlone(tx, { actorId, userId, since })) > left) return true;
  return false;
}

/** Lets one person's changes through one at a time, in the caller's transaction. */
export async function lockActor(tx: ServiceContext): Promise<void> {
  await tx.db.user.updateMany({ where: { id: requireUserId(tx) }, data: { balance: { increment: 0n } } });
}

/**
 * For what cannot be put before a second person: staff does it as long as nobody else would have to agree. Throws FORBIDDEN
 * (approval.above_limit).
 */
export async function requireWithinLimit(tx: ServiceContext, change: Sized): Promise<void> {
  if (!(await approvalNeeded(tx, change))) return;
  const limit = getSetting("money.approvalLimitUnits").toString();
  throw new AppError("FORBIDDEN", { reason: "approval.above_limit", meta: { limit } });
}

type ApprovalRequest = { kind: ApprovalKind; input: object; userId: string; amount: bigint; reason: string };

/**
 * Puts a change before a second person, in the caller's transaction. The caller has checked the requester's right to it.
 * The same request sent twice while the first waits is one. Throws FORBIDDEN for the system, which asks nobody.
 */
export async function requestApproval(tx: ServiceContext, request: ApprovalRequest): Promise<{ approvalId: string }> {
  const requesterId = requireUserId(tx);
  const { kind, userId, reason } = request;
  const amount = magnitude(request.amount);
  // Quota is bigint, which plain JSON cannot hold.
  const input = superjson.stringify(request.input);
  const now = tx.clock();
  const waiting = await tx.db.approval.findFirst({
    where: { kind, userId, requesterId, status: "pending", expiresAt: { gt: now }, input },
    select: { id: true },
  });
  if (waiting) return { approvalId: waiting.id };
  const id = newId("apr");
  const expiresAt = new Date(now.getTime() + getSetting("money.approvalExpiryDays") * DAY_MS);
  await tx.db.approval.create({
    data: { id, kind, input, userId, amount, reason, requesterId, createdAt: now, expiresAt },
  });
  await audit(tx, {
    action: "approval.request",
    target: { kind: "approval", id, label: kind },
    after: { kind, userId, amount, status: "pending" },
    reason,
  });
  return { approvalId: id };
}

export function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
