import type { ServiceContext } from "@/server/kernel/context";
import { AppError, prismaCode } from "@/server/kernel/errors";

/**
 * Throws CONFLICT (user.username_taken, user.email_taken) when another account has the name or e-mail, deleted ones too:
 * a name in old logs must never mean somebody new.
 */
export async function requireFreeNames(
  tx: ServiceContext,
  input: { username?: string | undefined; email?: string | null | undefined },
  exceptId = "",
): Promise<void> {
  const { username, email } = input;
  if (username !== undefined) {
    const taken = await tx.db.user.findFirst({ where: { username, NOT: { id: exceptId } }, select: { id: true } });
    if (taken) throw new AppError("CONFLICT", { reason: "user.username_taken", meta: { username, field: "username" } });
  }
  if (email) {
    const taken = await tx.db.user.findFirst({ where: { email, NOT: { id: exceptId } }, select: { id: true } });
    if (taken) throw new AppError("CONFLICT", { reason: "user.email_taken", meta: { email, field: "email" } });
  }
}

/** Two who take the same name at once both pass the look-up; the unique index stops the second, worded alike. */
export async function wordNameRace<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (prismaCode(error) !== "P2002") throw error;
    throw new AppError("CONFLICT", { reason: "user.name_taken", cause: error });
  }
}

/** Throws BAD_INPUT (user.group_unknown) for a group that does not exist. */
export async function requireGroup(tx: ServiceContext, name: string): Promise<void> {
  const group = await tx.db.group.findUnique({ where: { name }, select: { name: true } });
  if (!group)
    throw new AppError("BAD_INPUT", { reason: "user.group_unknown", meta: { group: name, field: "groupName" } });
}
