import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import type { TokenReasonInput, TokenStatusInput } from "../schema";
import { tokenState } from "../state";
import { findLiveToken, tokenTarget } from "./row";

/**
 * Disables or enables a token. Every staff role may stop a customer's token, only those who manage tokens may start it
 * again. Returns whether anything changed. Throws PRECONDITION_FAILED (token.expired, token.exhausted) instead of enabling
 * one that would not work anyway.
 */
export async function setTokenStatus(ctx: ServiceContext, input: TokenStatusInput): Promise<{ isChanged: boolean }> {
  authorize(ctx, "token.manageOwn");
  return withTransaction(ctx, async (tx) => {
    const right = input.status === "disabled" ? "token.disableAny" : "token.manageAny";
    const row = await findLiveToken(tx, input.id, right);
    if (row.status === input.status) return { isChanged: false };
    if (input.status === "enabled") {
      const state = tokenState({ ...row, status: "enabled" }, tx.clock());
      if (state !== "enabled") throw new AppError("PRECONDITION_FAILED", { reason: `token.${state}` });
    }
    const { count } = await tx.db.token.updateMany({
      where: { id: row.id, status: row.status, deletedAt: null },
      data: { status: input.status, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("token");
    await bumpAccountVersion(tx, "access", row.userId);
    await audit(tx, {
      action: input.status === "disabled" ? "token.disable" : "token.enable",
      target: tokenTarget(row),
      before: { status: row.status },
      after: { status: input.status },
      ...(input.reason ? { reason: input.reason } : {}),
    });
    return { isChanged: true };
  });
}

/** Lets a token expire now. One that already has is left alone. Returns whether anything changed. */
export async function expireToken(ctx: ServiceContext, input: TokenReasonInput): Promise<{ isChanged: boolean }> {
  authorize(ctx, "token.manageOwn");
  return withTransaction(ctx, async (tx) => {
    const now = tx.clock();
    const row = await findLiveToken(tx, input.id, "token.manageAny");
    if (row.expiresAt !== null && row.expiresAt <= now) return { isChanged: false };
    const { count } = await tx.db.token.updateMany({
      where: { id: row.id, version: row.version, deletedAt: null },
      data: { expiresAt: now, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("token");
    await bumpAccountVersion(tx, "access", row.userId);
    await audit(tx, {
      action: "token.expire",
      target: tokenTarget(row),
      before: { expiresAt: row.expiresAt },
      after: { expiresAt: now },
      ...(input.reason ? { reason: input.reason } : {}),
    });
    return { isChanged: true };
  });
}
