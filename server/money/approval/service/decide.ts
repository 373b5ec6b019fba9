import type { Approval } from "@/prisma/generated/sqlite/client";
import { can, type Permission, type Role } from "@/server/identity/permission/schema";
import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { withTransaction } from "@/server/kernel/transaction";
import { TransferInput } from "@/server/money/ledger/schema";
import { EXECUTORS, FOLLOW_UPS } from "../executors";
import type { ApprovalKind, ApproveInput, RejectInput } from "../schema";
import { approvalState } from "../state";
import { storedInput } from "./row";

/**
 * Approves a request and does what it asks for, in one transaction: both happen or neither. Answers the id of what came of
 * it. Throws FORBIDDEN (approval.own_request, approval.own_account), STEP_UP_REQUIRED, NOT_FOUND, PRECONDITION_FAILED
 * (approval.already_decided, approval.expired, approval.requester_left), and whatever the change itself is refused with.
 */
export async function approve(ctx: ServiceContext, input: ApproveInput): Promise<{ reference: string }> {
  authorize(ctx, "approval.decide");
  await requireStepUp(ctx);
  const { kind, reference } = await withTransaction(ctx, (tx) => approveNow(tx, input));
  await followUp(ctx, kind, reference);
  return { reference };
}

async function approveNow(tx: ServiceContext, input: ApproveInput): Promise<{ kind: ApprovalKind; reference: string }> {
  const row = await decide(tx, { ...input, status: "approved" });
  await requireRequesterStays(tx, row);
  const kind = row.kind as ApprovalKind;
  const { id, userId, amount, reason, requesterId } = row;
  const { reference } = await EXECUTORS[kind](tx, storedInput(row), { id, userId, amount, reason, requesterId });
  await auditDecision(tx, row, { status: "approved", note: input.note, reference });
  return { kind, reference };
}

/** The decision stands whatever becomes of this: what did not leave now is sent by the sweep. */
async function followUp(ctx: ServiceContext, kind: ApprovalKind, reference: string): Promise<void> {
  try {
    await FOLLOW_UPS[kind]?.(ctx, reference);
  } catch (error) {
    logger.warn({ err: error, kind, reference }, "what follows an approval is left to the sweep");
  }
}

/** Rejects a request, with a note for the one who asked. Throws as approve does, except for the change's own refusals. */
export async function reject(ctx: ServiceContext, input: RejectInput): Promise<void> {
  authorize(ctx, "approval.decide");
  await withTransaction(ctx, async (tx) => {
    const row = await decide(tx, { ...input, status: "rejected" });
    await auditDecision(tx, row, { status: "rejected", note: input.note });
  });
}

/** Takes one's own request back. Throws FORBIDDEN (approval.not_yours), NOT_FOUND, PRECONDITION_FAILED. */
export async function withdraw(ctx: ServiceContext, input: { id: string }): Promise<void> {
  authorize(ctx, "approval.read");
  await withTransaction(ctx, async (tx) => {
    const row = await find(tx, input.id);
    if (row.requesterId !== requireUserId(tx)) throw new AppError("FORBIDDEN", { reason: "approval.not_yours" });
    await claim(tx, row, { status: "withdrawn", decidedAt: tx.clock() });
    await auditDecision(tx, row, { status: "withdrawn", note: "" });
  });
}

type Decision = { id: string; note: string; status: "approved" | "rejected" };

/** The claim locks the row: of two people who decide at once the second finds it decided. */
async function decide(tx: ServiceContext, { id, note, status }: Decision): Promise<Approval> {
  const deciderId = requireUserId(tx);
  const row = await find(tx, id);
  if (row.requesterId === deciderId) throw new AppError("FORBIDDEN", { reason: "approval.own_request" });
  if (status === "approved" && accountsOf(row).includes(deciderId)) {
    throw new AppError("FORBIDDEN", { reason: "approval.own_account" });
  }
  await claim(tx, row, { status, deciderId, decisionNote: note, decidedAt: tx.clock() });
  return row;
}

/** Whose balances a request moves: a transfer has two accounts. */
function accountsOf(row: Approval): string[] {
  return row.kind === "transfer" ? [row.userId, TransferInput.parse(storedInput(row)).toUserId] : [row.userId];
}

async function find(tx: ServiceContext, id: string): Promise<Approval> {
  const row = await tx.db.approval.findUnique({ where: { id } });
  if (!row) throw notFound("approval");
  return row;
}

async function claim(tx: ServiceContext, row: Approval, data: Partial<Approval>): Promise<void> {
  const now = tx.clock();
  const { count } = await tx.db.approval.updateMany({
    where: { id: row.id, status: "pending", expiresAt: { gt: now } },
    data,
  });
  if (count > 0) return;
  const isExpired = approvalState(row, now) === "expired";
  throw new AppError("PRECONDITION_FAILED", { reason: isExpired ? "approval.expired" : "approval.already_decided" });
}

/** The right a person needs for what they ask for. */
const NEEDED = {
  adjust: "ledger.adjust",
  transfer: "ledger.transfer",
  reversal: "ledger.reverse",
  complete_order: "order.manage",
  refund: "order.refund",
} as const satisfies Record<ApprovalKind, Permission>;

/** Who was dismissed or lost the right since must not move money by a request they left behind. */
async function requireRequesterStays(tx: ServiceContext, row: Approval): Promise<void> {
  const requester = await tx.db.user.findUnique({
    where: { id: row.requesterId },
    select: { role: true, status: true, deletedAt: true },
  });
  const isThere =
    requester?.status === "enabled" &&
    requester.deletedAt === null &&
    can(requester.role as Role, NEEDED[row.kind as ApprovalKind]);
  if (!isThere) throw new AppError("PRECONDITION_FAILED", { reason: "approval.requester_left" });
}

type Outcome = { status: "approved" | "rejected" | "withdrawn"; note: string; reference?: string };

async function auditDecision(tx: ServiceContext, row: Approval, outcome: Outcome): Promise<void> {
  const { status, note, reference } = outcome;
  const ACTION = { approved: "approval.approve", rejected: "approval.reject", withdrawn: "approval.withdraw" } as const;
  await audit(tx, {
    action: ACTION[status],
    target: { kind: "approval", id: row.id, label: row.kind },
    before: { status: "pending" },
    after: { status, requesterId: row.requesterId, userId: row.userId, amount: row.amount, reference: reference ?? "" },
    reason: note || row.reason,
  });
}
