import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { hashPassword } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { countAttempt } from "@/server/kernel/throttle";
import { withTransaction } from "@/server/kernel/transaction";
import { findInviterId, rewardSignUp } from "@/server/money/referral/sign-up";
import { requireStrongPassword } from "../user/password";
import { grantNewUserQuota, insertUser } from "../user/service/create";
import { requireFreeNames, requireGroup } from "../user/service/identity-rule";
import { auditedFields, userTarget } from "../user/service/row";
import type { RegisterInput } from "./schema";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const GROUP = "default";

/**
 * Makes an account for a visitor: the role user, the group "default", the grant for new users, and the rewards of whoever
 * invited them. Open to everybody while the setting says so; counted by address before anything costly is done.
 * Throws PRECONDITION_FAILED (registration.closed), RATE_LIMITED (registration.too_many, with minutes to wait), CONFLICT
 * (user.username_taken, user.email_taken), BAD_INPUT (user.password_too_short, referral.code_unknown).
 */
export async function register(ctx: ServiceContext, input: RegisterInput): Promise<{ username: string }> {
  if (!getSetting("security.registrationEnabled")) {
    throw new AppError("PRECONDITION_FAILED", { reason: "registration.closed" });
  }
  await countByAddress(ctx);
  requireStrongPassword(input.password);
  const passwordHash = await hashPassword(input.password);
  const { username, email } = input;
  return withTransaction(ctx, async (tx) => {
    await requireFreeNames(tx, input);
    await requireGroup(tx, GROUP);
    const inviterId = input.referralCode ? await findInviterId(tx, input.referralCode) : null;
    const names = { username, email, displayName: username };
    const user = await insertUser(tx, { ...names, passwordHash, role: "user", groupName: GROUP, notes: "", inviterId });
    const actor = { kind: "user", id: user.id, name: username, role: "user", sessionId: null } as const;
    const after = { ...auditedFields(user), inviterId };
    await audit({ ...tx, actor }, { action: "registration.register", target: userTarget(user), after });
    await grantNewUserQuota(tx, user.id);
    if (inviterId) await rewardSignUp(tx, { inviterId, inviteeId: user.id });
    return { username };
  });
}

async function countByAddress(ctx: ServiceContext): Promise<void> {
  if (ctx.ip === "") return;
  const max = getSetting("security.registrationsPerHourMax");
  const rule = { key: `register:${ctx.ip}`, max, windowMs: HOUR_MS, lockMs: HOUR_MS };
  const { lockedMs } = await countAttempt(ctx, rule);
  if (lockedMs === 0) return;
  const meta = { minutes: Math.ceil(lockedMs / MINUTE_MS) };
  throw new AppError("RATE_LIMITED", { reason: "registration.too_many", meta });
}
