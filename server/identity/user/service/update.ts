import type { User } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import { authorize, requireOutranks } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { staleVersion } from "@/server/kernel/errors";
import { bumpAccountVersion } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import type { Role } from "../../permission/schema";
import type { UserUpdateInput } from "../schema";
import { requireFreeNames, requireGroup, wordNameRace } from "./identity-rule";
import { auditedFields, findLiveUserRow, searchTextOf, userTarget } from "./row";

/**
 * Changes the fields given, of an account of a lower role; the balance is never among them. The names people sign in with
 * take a right of their own.
 * Throws CONFLICT when the record was saved after the version the editor read, or a name is taken.
 */
export async function updateUser(ctx: ServiceContext, input: UserUpdateInput): Promise<{ version: number }> {
  authorize(ctx, "user.update");
  const { id, version, ...changes } = input;
  return withTransaction(ctx, async (tx) => {
    const user = await findLiveUserRow(tx, id);
    requireOutranks(tx, user.role as Role);
    if (changesNames(user, changes)) authorize(tx, "user.updateNames");
    await requireFreeNames(tx, changes, id);
    if (changes.groupName !== undefined && changes.groupName !== user.groupName) {
      await requireGroup(tx, changes.groupName);
      await bumpAccountVersion(tx, "identity", id);
    }
    return saveUser(tx, user, { version, changes });
  });
}

/** Changes the notes staff keep about an account; every staff role may. */
export async function annotateUser(ctx: ServiceContext, input: { id: string; version: number; notes: string }) {
  authorize(ctx, "user.annotate");
  return withTransaction(ctx, async (tx) => {
    const user = await findLiveUserRow(tx, input.id);
    requireOutranks(tx, user.role as Role);
    return saveUser(tx, user, { version: input.version, changes: { notes: input.notes } });
  });
}

type Changes = Partial<Pick<User, "username" | "email" | "displayName" | "groupName" | "notes">>;
type Loose<T> = { [Key in keyof T]?: T[Key] | undefined };

function changesNames(user: User, { username, email }: Loose<Changes>): boolean {
  return (username !== undefined && username !== user.username) || (email !== undefined && email !== user.email);
}

async function saveUser(tx: ServiceContext, user: User, edit: { version: number; changes: Loose<Changes> }) {
  const given = Object.fromEntries(Object.entries(edit.changes).filter(([, value]) => value !== undefined));
  const after: User = { ...user, ...given };
  // The version and the role in the condition: of two editors one wins, and nobody edits past a promotion.
  const { count } = await wordNameRace(() =>
    tx.db.user.updateMany({
      where: { id: user.id, version: edit.version, role: user.role },
      data: {
        ...given,
        ...(after.email === user.email ? {} : { emailVerifiedAt: null }),
        searchText: searchTextOf(after),
        version: { increment: 1 },
      },
    }),
  );
  if (count === 0) throw staleVersion("user");
  await audit(tx, {
    action: "user.update",
    target: userTarget(after),
    before: auditedFields(user),
    after: auditedFields(after),
  });
  return { version: edit.version + 1 };
}
