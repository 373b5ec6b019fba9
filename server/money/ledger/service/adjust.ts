import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { withTransaction } from "@/server/kernel/transaction";
import {
  type ApprovalExecutor,
  type ApprovedRequest,
  approvalNeeded,
  type Gated,
  requestApproval,
} from "@/server/money/approval/gate";
import { type BalanceChange, isPosted, post } from "../post";
import { AdjustBalanceInput } from "../schema";
import { approvedBy, findSubject } from "./subject";

/**
 * Changes a user's balance by a signed amount of quota units, with a reason; above the limit it waits for a second person.
 * Sending the same idempotency key again changes nothing and gives the state of now. Throws FORBIDDEN (role),
 * STEP_UP_REQUIRED, NOT_FOUND, CONFLICT (ledger.balance_too_low: what is held by running requests cannot be taken).
 */
export async function adjustBalance(ctx: ServiceContext, input: AdjustBalanceInput): Promise<Gated<BalanceChange>> {
  authorize(ctx, "ledger.adjust");
  await requireStepUp(ctx);
  return withTransaction(ctx, async (tx) => {
    await findSubject(tx, input.userId);
    const { userId, amount, reason } = input;
    const isSentAgain = await isPosted(tx, keyOf(input));
    if (isSentAgain || !(await approvalNeeded(tx, { amount, userIds: [userId] }))) {
      return { status: "done", ...(await apply(tx, input)) };
    }
    return { status: "waiting", ...(await requestApproval(tx, { kind: "adjust", input, userId, amount, reason })) };
  });
}

/** Does an adjustment that a second person approved. */
export const adjustApproved: ApprovalExecutor = async (tx, input, request) => {
  const { entryId } = await apply(tx, AdjustBalanceInput.parse(input), request);
  return { reference: entryId };
};

async function apply(tx: ServiceContext, input: AdjustBalanceInput, request?: ApprovedRequest): Promise<BalanceChange> {
  const user = await findSubject(tx, input.userId);
  const change = await post(tx, {
    ...input,
    kind: "adjust",
    idempotencyKey: keyOf(input),
    ...(request ? { actorId: request.requesterId } : {}),
  });
  if (!change.isFirst) return change;
  await audit(tx, {
    action: "ledger.adjust",
    target: { kind: "user", id: user.id, label: user.username },
    before: { balance: change.balance - input.amount },
    after: { balance: change.balance, ...approvedBy(request) },
    reason: input.reason,
  });
  return change;
}

function keyOf({ idempotencyKey }: AdjustBalanceInput): string {
  return `adjust:${idempotencyKey}`;
}
