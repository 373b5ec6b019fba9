import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import {
  type ApprovalExecutor,
  type ApprovedRequest,
  approvalNeeded,
  type Gated,
  requestApproval,
} from "@/server/money/approval/gate";
import { type BalanceChange, isPosted, type Posting, post } from "../post";
import { TransferInput } from "../schema";
import { approvedBy, findSubject } from "./subject";

/** What both accounts have afterwards. */
export type TransferChange = { from: BalanceChange; to: BalanceChange };

/**
 * Moves quota from one account to another: two entries, both or none, once an idempotency key; above the limit it waits for
 * a second person. Throws FORBIDDEN, STEP_UP_REQUIRED, NOT_FOUND, BAD_INPUT (ledger.same_account), CONFLICT
 * (ledger.balance_too_low).
 */
export async function transferQuota(ctx: ServiceContext, input: TransferInput): Promise<Gated<TransferChange>> {
  authorize(ctx, "ledger.transfer");
  await requireStepUp(ctx);
  if (input.fromUserId === input.toUserId) throw new AppError("BAD_INPUT", { reason: "ledger.same_account" });
  return withTransaction(ctx, async (tx) => {
    await findSubject(tx, input.fromUserId);
    await findSubject(tx, input.toUserId);
    const { fromUserId: userId, amount, reason } = input;
    const isSentAgain = await isPosted(tx, `${keyOf(input)}:out`);
    if (isSentAgain || !(await approvalNeeded(tx, { amount, userIds: [userId, input.toUserId] }))) {
      return { status: "done", ...(await apply(tx, input)) };
    }
    return { status: "waiting", ...(await requestApproval(tx, { kind: "transfer", input, userId, amount, reason })) };
  });
}

/** Does a transfer that a second person approved. */
export const transferApproved: ApprovalExecutor = async (tx, input, request) => {
  const { from } = await apply(tx, TransferInput.parse(input), request);
  return { reference: from.entryId };
};

async function apply(tx: ServiceContext, input: TransferInput, request?: ApprovedRequest): Promise<TransferChange> {
  const sender = await findSubject(tx, input.fromUserId);
  const receiver = await findSubject(tx, input.toUserId);
  const common = {
    kind: "transfer",
    reason: input.reason,
    ...(request ? { actorId: request.requesterId } : {}),
  } as const;
  const key = keyOf(input);
  const out = {
    ...common,
    userId: sender.id,
    amount: -input.amount,
    reference: receiver.id,
    idempotencyKey: `${key}:out`,
  };
  const into = {
    ...common,
    userId: receiver.id,
    amount: input.amount,
    reference: sender.id,
    idempotencyKey: `${key}:in`,
  };
  const change = await postBoth(tx, out, into);
  if (!change.from.isFirst) return change;
  await audit(tx, {
    action: "ledger.transfer",
    target: { kind: "user", id: sender.id, label: sender.username },
    before: { balance: change.from.balance + input.amount },
    after: { balance: change.from.balance, receiverId: receiver.id, ...approvedBy(request) },
    reason: input.reason,
  });
  return change;
}

function keyOf({ idempotencyKey }: TransferInput): string {
  return `transfer:${idempotencyKey}`;
}

/** In the order of the accounts' ids: a transfer there and one back at the same moment cannot wait for each other. */
async function postBoth(tx: ServiceContext, out: Posting, into: Posting): Promise<TransferChange> {
  if (out.userId < into.userId) return { from: await post(tx, out), to: await post(tx, into) };
  const to = await post(tx, into);
  return { from: await post(tx, out), to };
}
