import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { findInviterId, rewardSignUp } from "@/server/money/referral/sign-up";
import { grantNewUserQuota, insertUser } from "../user/service/create";
import { requireFreeNames, requireGroup } from "../user/service/identity-rule";
import { auditedFields, userTarget } from "../user/service/row";

const GROUP = "default";

export type NewAccount = {
  username: string;
  email: string | null;
  emailVerifiedAt: Date | null;
  /** Null: signs in by a provider alone. */
  passwordHash: string | null;
  referralCode?: string | undefined;
  /** For the trail: by which provider it came, which texts were accepted. */
  origin: Record<string, string | boolean>;
};

/**
 * Makes the account of somebody who registers, in the caller's transaction: the role user, the group "default", the grant for
 * new users and the rewards of whoever invited them. Out: its id and name. Throws CONFLICT (user.username_taken,
 * user.email_taken), BAD_INPUT (referral.code_unknown).
 */
export async function openAccount(tx: ServiceContext, account: NewAccount): Promise<{ id: string; username: string }> {
  const { username, email, passwordHash, emailVerifiedAt, referralCode } = account;
  await requireFreeNames(tx, { username, email });
  await requireGroup(tx, GROUP);
  const inviterId = referralCode ? await findInviterId(tx, referralCode) : null;
  const names = { username, email, displayName: username };
  const facts = { passwordHash, emailVerifiedAt, inviterId, role: "user", groupName: GROUP, notes: "" } as const;
  const user = await insertUser(tx, { ...names, ...facts });
  const actor = { kind: "user", id: user.id, name: username, role: "user", sessionId: null } as const;
  const after = { ...auditedFields(user), inviterId, ...account.origin };
  await audit({ ...tx, actor }, { action: "registration.register", target: userTarget(user), after });
  await grantNewUserQuota(tx, user.id);
  if (inviterId) await rewardSignUp(tx, { inviterId, inviteeId: user.id });
  return { id: user.id, username };
}
