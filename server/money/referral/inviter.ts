import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import type { RewardKind } from "./schema";

type Reward = { inviterId: string; inviteeId: string; kind: RewardKind; source: string; amount: bigint };

/**
 * Puts a reward into an inviter's referral balance, once per kind and source, with its row and its audit event. Accounts
 * that are disabled or deleted earn nothing, and nobody earns by themselves. `amount` in quota units, above 0.
 */
export async function creditInviter(tx: ServiceContext, reward: Reward): Promise<void> {
  const { inviterId, inviteeId, kind, source, amount } = reward;
  if (inviterId === inviteeId) return;
  if (await tx.db.referralReward.findUnique({ where: { kind_source: { kind, source } } })) return;
  const where = { id: inviterId, status: "enabled", deletedAt: null };
  const { count } = await tx.db.user.updateMany({ where, data: { referralBalance: { increment: amount } } });
  const inviter = await tx.db.user.findFirst({ where, select: { username: true } });
  if (count === 0 || !inviter) return;
  const id = newId("rwd");
  await tx.db.referralReward.create({ data: { id, ...reward, createdAt: tx.clock() } });
  await audit(tx, {
    action: "referral.reward",
    target: { kind: "user", id: inviterId, label: inviter.username },
    after: { kind, source, inviteeId, amount },
  });
}
