import type { User } from "@/prisma/generated/sqlite/client";
import type { Role } from "@/server/identity/permission/schema";
import type { Actor, ServiceContext } from "@/server/kernel/context";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";

const DAY_MS = 86_400_000;

/** The group every account is in unless a test says otherwise. */
export async function makeDefaultGroup(db: Db): Promise<void> {
  await db.group.upsert({
    where: { name: "default" },
    create: { name: "default", displayName: "Default" },
    update: {},
  });
}

/** An account of its own for a test, with names nobody else has. */
export function makeUser(db: Db, fields: Partial<User> = {}): Promise<User> {
  const id = newId("usr");
  const username = fields.username ?? `u-${id.slice(-12)}`;
  return db.user.create({
    data: {
      id,
      displayName: username,
      searchText: username,
      role: "user",
      ...fields,
      username,
    },
  });
}

/** What a service gets when this account calls it from a browser that just gave its password, or long ago. */
export async function contextOf(
  db: Db,
  user: Pick<User, "id" | "username" | "role">,
  options: { isSteppedUp?: boolean } = {},
): Promise<ServiceContext> {
  const now = new Date();
  const session = await db.session.create({
    data: {
      id: newId("ses"),
      userId: user.id,
      device: "Firefox on Linux",
      ip: "203.0.113.7",
      userAgent: "test",
      lastActiveAt: now,
      expiresAt: new Date(now.getTime() + DAY_MS),
      steppedUpAt: options.isSteppedUp === false ? null : now,
    },
  });
  const { id, username, role } = user;
  return serviceContext(db, { kind: "user", id, name: username, role: role as Role, sessionId: session.id });
}

/** A new account of a role and the context it acts in. */
export async function signedInAs(db: Db, role: Role, options: { isSteppedUp?: boolean } = {}) {
  const user = await makeUser(db, { role });
  return { user, ctx: await contextOf(db, user, options) };
}

export function systemOf(db: Db): ServiceContext {
  return serviceContext(db, { kind: "system", name: "test" });
}

function serviceContext(db: Db, actor: Actor): ServiceContext {
  return {
    db,
    tx: false,
    actor,
    requestId: newId("req"),
    ip: "203.0.113.7",
    userAgent: "test",
    clock: () => new Date(),
  };
}
