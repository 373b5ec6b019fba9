import type { Role } from "@/server/identity/permission/schema";
import { audit } from "@/server/kernel/audit";
import { authorize, requireOutranks, requireStepUp, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { takingTurns } from "@/server/kernel/turns";
import { creditWithExpiry } from "../../credit-lot/credit";
import { creditReferralRebate } from "../../referral/rebate";
import { codeLabel, hashOfCode, normaliseCode } from "../code";
import { countGuess, countUnknownCode, forgiveGuess } from "../guessing";
import type { RedeemForInput, RedeemInput } from "../schema";
import { codeState } from "../state";
import { refusalOf } from "./refusal";
import { type CodeRow, codeTarget } from "./row";

/** What a code brought; `endsAt` is when what is left of the credit is taken back. */
export type Redeemed = { useId: string; amount: bigint; balance: bigint; endsAt: Date | null; codeLabel: string };

/**
 * Redeems a code for oneself. It asks for no password again: it can only add to one's own balance. Sending it twice
 * credits once. Throws BAD_INPUT (redemption.empty), NOT_FOUND (redemption.unknown), PRECONDITION_FAILED
 * (redemption.void, redemption.not_yet, redemption.expired), CONFLICT (redemption.used, redemption.used_by_you,
 * redemption.exhausted), RATE_LIMITED (redemption.locked).
 */
export async function redeemCode(ctx: ServiceContext, input: RedeemInput): Promise<Redeemed> {
  authorize(ctx, "redemption.redeemOwn");
  const userId = requireUserId(ctx);
  return redeem(ctx, { userId, code: input.code, reason: "" });
}

/**
 * Redeems a code for a customer, after a step-up and with a reason. Throws what `redeemCode` throws, and FORBIDDEN for
 * accounts that do not stand below the actor.
 */
export async function redeemCodeFor(ctx: ServiceContext, input: RedeemForInput): Promise<Redeemed> {
  authorize(ctx, "redemption.redeemFor");
  await requireStepUp(ctx);
  const user = await ctx.db.user.findUnique({ where: { id: input.userId } });
  if (!user || user.deletedAt !== null) throw notFound("user");
  requireOutranks(ctx, user.role as Role);
  return redeem(ctx, input);
}

type Redemption = { userId: string; code: string; reason: string };

/** A gift that is announced brings a crowd; it must leave connections for everybody else of this process. */
const inTurn = takingTurns(4);

function redeem(ctx: ServiceContext, input: Redemption): Promise<Redeemed> {
  return inTurn(() => redeemNow(ctx, input));
}

async function redeemNow(ctx: ServiceContext, input: Redemption): Promise<Redeemed> {
  if (normaliseCode(input.code) === "") {
    throw new AppError("BAD_INPUT", { reason: "redemption.empty", meta: { field: "code" } });
  }
  await countGuess(ctx);
  const hash = hashOfCode(input.code);
  const known = await ctx.db.redemptionCode.findUnique({ where: { hash }, select: { id: true } });
  if (!known) {
    await countUnknownCode(ctx);
    throw new AppError("NOT_FOUND", { reason: "redemption.unknown", meta: { field: "code" } });
  }
  await forgiveGuess(ctx);
  return withTransaction(ctx, (tx) => claimAndCredit(tx, { ...input, codeId: known.id }));
}

async function claimAndCredit(tx: ServiceContext, input: Redemption & { codeId: string }): Promise<Redeemed> {
  const { userId, reason } = input;
  const code = await readCode(tx, input.codeId);
  // Most of a crowd come too late: to hear so they need not queue for the batch's row.
  const isClaimed = codeState(code, tx.clock()) === "active" && (await claim(tx, code));
  const earlierUse = await tx.db.redemptionUse.findUnique({
    where: { codeId_userId: { codeId: code.id, userId } },
  });
  if (!isClaimed || earlierUse) throw refusalOf(await readCode(tx, code.id), earlierUse, tx.clock());
  const useId = newId("rdu");
  const credit = await creditWithExpiry(tx, {
    userId,
    kind: "redeem",
    amount: code.batch.quota,
    reference: useId,
    reason,
    idempotencyKey: `redeem:${code.id}:${userId}`,
    days: code.batch.creditDays,
  });
  await recordUse(tx, { useId, code, userId, ledgerEntryId: credit.entryId });
  // Gifts are the site's own money: only what somebody bought earns their inviter a share.
  if (code.batch.kind === "single") await creditReferralRebate(tx, { userId, source: useId, quota: code.batch.quota });
  await audit(tx, {
    action: "redemption.redeem",
    target: codeTarget(code),
    before: { usesLeft: code.usesLeft },
    after: { usesLeft: code.usesLeft - 1, userId, credited: code.batch.quota, creditEndsAt: credit.endsAt },
    ...(reason === "" ? {} : { reason }),
  });
  const { balance, endsAt } = credit;
  return { useId, amount: code.batch.quota, balance, endsAt, codeLabel: codeLabel(code) };
}

async function readCode(tx: ServiceContext, id: string): Promise<CodeRow> {
  return tx.db.redemptionCode.findUniqueOrThrow({ where: { id }, include: { batch: true } });
}

/**
 * Takes one use, or none: two guarded updates, the batch's row before the code's, are the whole decision. What was read
 * before only words them; a code voided, ended or used up meanwhile changes no row.
 */
async function claim(tx: ServiceContext, code: CodeRow): Promise<boolean> {
  const now = tx.clock();
  const notOver = { OR: [{ validUntil: null }, { validUntil: { gt: now } }] };
  const begun = { OR: [{ validFrom: null }, { validFrom: { lte: now } }] };
  const batch = await tx.db.redemptionBatch.updateMany({
    // The code's own end, where it has one, stands before the batch's.
    where: { id: code.batchId, status: "active", AND: [begun, code.validUntil === null ? notOver : {}] },
    data: { usedCount: { increment: 1 } },
  });
  if (batch.count === 0) return false;
  const claimed = await tx.db.redemptionCode.updateMany({
    where: { id: code.id, status: "active", usesLeft: { gt: 0 }, AND: [{ validUntil: code.validUntil }, notOver] },
    data: { usesLeft: { decrement: 1 }, usedCount: { increment: 1 }, lastUsedAt: now },
  });
  if (claimed.count === 0) return false;
  await tx.db.redemptionCode.updateMany({ where: { id: code.id, usesLeft: 0 }, data: { status: "used" } });
  return true;
}

type Use = { useId: string; code: CodeRow; userId: string; ledgerEntryId: string };

async function recordUse(tx: ServiceContext, { useId, code, userId, ledgerEntryId }: Use): Promise<void> {
  const actor = actorId(tx);
  await tx.db.redemptionUse.create({
    data: {
      id: useId,
      codeId: code.id,
      batchId: code.batchId,
      userId,
      amount: code.batch.quota,
      ledgerEntryId,
      actorId: actor === userId ? null : actor,
      ip: tx.ip.slice(0, 64),
      createdAt: tx.clock(),
    },
  });
}
