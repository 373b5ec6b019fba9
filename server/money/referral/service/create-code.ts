import { randomInt } from "node:crypto";
import { audit } from "@/server/kernel/audit";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";

// Without 0 o 1 l i u: people read codes out and type them. Ten of these are 48 bits, which nobody guesses.
const ALPHABET = "23456789abcdefghjkmnpqrstvwxyz";
const CODE_LENGTH = 10;

/** Makes one's own referral code, once; asked for again it gives the same. */
export async function createReferralCode(ctx: ServiceContext): Promise<{ code: string }> {
  authorize(ctx, "referral.readOwn");
  const id = requireUserId(ctx);
  return withTransaction(ctx, async (tx) => {
    const referralCode = randomCode();
    const { count } = await tx.db.user.updateMany({ where: { id, referralCode: null }, data: { referralCode } });
    const user = await tx.db.user.findUnique({ where: { id }, select: { username: true, referralCode: true } });
    if (!user?.referralCode) throw notFound("user");
    if (count === 1) {
      await audit(tx, {
        action: "referral.createCode",
        target: { kind: "user", id, label: user.username },
        after: { referralCode },
      });
    }
    return { code: user.referralCode };
  });
}

function randomCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}
