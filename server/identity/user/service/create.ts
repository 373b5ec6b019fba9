import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize, requireOutranks } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { grant } from "@/server/money/ledger/service/grant";
import { givenOrGenerated } from "../password";
import type { UserCreateInput } from "../schema";
import { requireFreeNames, requireGroup, wordNameRace } from "./identity-rule";
import { auditedFields, searchTextOf, userTarget } from "./row";

/**
 * Makes an account of a role below the actor's, with the grant new accounts get (quota.newUserUnits, in quota units).
 * Out: its id, and the password when it was generated, which is shown this once.
 * Throws CONFLICT (user.username_taken, user.email_taken), BAD_INPUT (user.group_unknown, user.password_too_short).
 */
export async function createUser(ctx: ServiceContext, input: UserCreateInput) {
  authorize(ctx, "user.create");
  requireOutranks(ctx, input.role);
  const { hash, generated } = await givenOrGenerated(input.password);
  return withTransaction(ctx, async (tx) => {
    await requireFreeNames(tx, input);
    await requireGroup(tx, input.groupName);
    const user = await insertUser(tx, { ...input, passwordHash: hash });
    await audit(tx, { action: "user.create", target: userTarget(user), after: auditedFields(user) });
    await grantNewUserQuota(tx, user.id);
    return { id: user.id, username: user.username, password: generated };
  });
}

type NewUser = Omit<UserCreateInput, "password"> & {
  /** Null: signs in by a provider alone. */
  passwordHash: string | null;
  inviterId?: string | null;
  emailVerifiedAt?: Date | null;
};

/** Writes the row of a new account; who may do so, and its audit event, are the caller's. */
export function insertUser(tx: ServiceContext, input: NewUser) {
  const names = {
    username: input.username,
    email: input.email ?? null,
    displayName: input.displayName || input.username,
  };
  return wordNameRace(() =>
    tx.db.user.create({
      data: {
        id: newId("usr"),
        ...names,
        searchText: searchTextOf(names),
        passwordHash: input.passwordHash,
        role: input.role,
        groupName: input.groupName,
        notes: input.notes,
        inviterId: input.inviterId ?? null,
        emailVerifiedAt: input.emailVerifiedAt ?? null,
        createdAt: tx.clock(),
      },
    }),
  );
}

/** The grant every new account gets, once; in the transaction that makes the account. */
export async function grantNewUserQuota(tx: ServiceContext, userId: string): Promise<void> {
  const amount = BigInt(getSetting("quota.newUserUnits"));
  if (amount === 0n) return;
  await grant(tx, { userId, amount, reason: "new account", idempotencyKey: `grant:new-user:${userId}` });
}
