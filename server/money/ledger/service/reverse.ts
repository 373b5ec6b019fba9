import type { LedgerEntry } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, prismaCode } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import {
  type ApprovalExecutor,
  type ApprovedRequest,
  approvalNeeded,
  type Gated,
  requestApproval,
} from "@/server/money/approval/gate";
import { reverseReferralRebate } from "@/server/money/referral/rebate";
import { type BalanceChange, isPosted, post } from "../post";
import { isReversibleKind, ReverseEntryInput } from "../schema";
import { approvedBy, findSubject } from "./subject";

/**
 * Undoes an entry by a counter-entry, once; the entry itself stays. Above the limit it waits for a second person. Throws
 * FORBIDDEN, STEP_UP_REQUIRED, NOT_FOUND, PRECONDITION_FAILED (ledger.not_reversible: consumption, reversals and transfers;
 * ledger.belongs_to_order: refund the order instead), CONFLICT (ledger.already_reversed, ledger.balance_too_low: the credit
 * was spent).
 */
export async function reverseEntry(ctx: ServiceContext, input: ReverseEntryInput): Promise<Gated<BalanceChange>> {
  authorize(ctx, "ledger.reverse");
  await requireStepUp(ctx);
  return withTransaction<Gated<BalanceChange>>(ctx, async (tx) => {
    const { userId, amount } = await findReversible(tx, input.entryId);
    await findSubject(tx, userId);
    if (await isPosted(tx, keyOf(input))) throw alreadyReversed();
    if (!(await approvalNeeded(tx, { amount, userIds: [userId] }))) {
      return { status: "done", ...(await apply(tx, input)) };
    }
    const request = { kind: "reversal", input, userId, amount, reason: input.reason } as const;
    return { status: "waiting", ...(await requestApproval(tx, request)) };
  }).catch(asAlreadyReversed);
}

/** Does a reversal that a second person approved. */
export const reversalApproved: ApprovalExecutor = async (tx, input, request) => {
  const { entryId } = await apply(tx, ReverseEntryInput.parse(input), request);
  return { reference: entryId };
};

async function apply(tx: ServiceContext, input: ReverseEntryInput, request?: ApprovedRequest): Promise<BalanceChange> {
  const entry = await findReversible(tx, input.entryId);
  const user = await findSubject(tx, entry.userId);
  const change = await post(tx, {
    userId: entry.userId,
    kind: "reversal",
    amount: -entry.amount,
    reference: entry.id,
    reason: input.reason,
    idempotencyKey: keyOf(input),
    ...(request ? { actorId: request.requesterId } : {}),
  });
  if (!change.isFirst) throw alreadyReversed();
  // What an inviter earned by a code goes with its credit.
  if (entry.kind === "redeem") {
    const { reference: source, amount } = entry;
    await reverseReferralRebate(tx, { source, quotaRefunded: amount, quotaTotal: amount });
  }
  await audit(tx, {
    action: "ledger.reverse",
    target: { kind: "user", id: user.id, label: user.username },
    before: { balance: change.balance + entry.amount },
    after: { balance: change.balance, reversedEntryId: entry.id, ...approvedBy(request) },
    reason: input.reason,
  });
  return change;
}

async function findReversible(tx: ServiceContext, id: string): Promise<LedgerEntry> {
  const entry = await tx.db.ledgerEntry.findUnique({ where: { id } });
  if (!entry) throw notFound("ledger_entry");
  if (!isReversibleKind(entry.kind)) {
    throw new AppError("PRECONDITION_FAILED", { reason: "ledger.not_reversible", meta: { kind: entry.kind } });
  }
  // An order knows what it credited and gave back; a reversal behind its back would let it be given back twice.
  if (entry.reference.startsWith("pay_") || entry.reference.startsWith("rfd_")) {
    throw new AppError("PRECONDITION_FAILED", { reason: "ledger.belongs_to_order" });
  }
  return entry;
}

function keyOf({ entryId }: ReverseEntryInput): string {
  return `reverse:${entryId}`;
}

function alreadyReversed(): AppError {
  return new AppError("CONFLICT", { reason: "ledger.already_reversed" });
}

/** Of two reversals at the same moment one breaks the unique key, after the other has committed. */
function asAlreadyReversed(error: unknown): never {
  throw prismaCode(error) === "P2002" ? alreadyReversed() : error;
}
