import type { Permission, Role } from "@/server/identity/permission/schema";
import type { AfterCommit } from "./after-commit";
import { type Db, getDb } from "./database/client";
import { newId } from "./ids";

/** Who acts. Every transport and job is just another actor to the services. */
export type Actor =
  | { kind: "user"; id: string; name: string; role: Role; sessionId: string | null; grant?: Grant }
  | { kind: "system"; name: string };

/** What a program was given of its owner's rights. Without one, the actor has all that the role has. */
export type Grant = {
  permissions: ReadonlySet<Permission>;
  /** The owner allowed acts on money, keys or roles beforehand, so nobody is asked for the password. */
  isSensitive: boolean;
};

/** What every service verb gets beside its input. `tx` says whether `db` is an open transaction. */
export type ServiceContext = {
  db: Db;
  tx: boolean;
  actor: Actor;
  requestId: string;
  ip: string;
  userAgent: string;
  clock: () => Date;
  /** What revisions made now belong to; without it each stands alone. */
  change?: ChangeOrigin;
  /** In a transaction: what happens when it is committed. */
  afterCommit?: AfterCommit;
};

/** Ties revisions together that are made by one save, publication or restore. */
export type ChangeOrigin = {
  id: string;
  draftId?: string;
  /** Object (its kind and id, as `objectKey` writes them) → the revision whose state comes back. */
  restoredFrom?: ReadonlyMap<string, string>;
};

/** A context for work nobody asked for by hand: jobs, the gateway's own decisions, set-up from the environment. */
export function systemContext(name: string): ServiceContext {
  return {
    db: getDb(),
    tx: false,
    actor: { kind: "system", name },
    requestId: newId("req"),
    ip: "",
    userAgent: "",
    clock: () => new Date(),
  };
}

/** A context for what a visitor does before there is an account to act as: the first set-up, a registration. */
export function visitorContext(
  name: string,
  caller: { requestId: string; ip: string; userAgent: string },
): ServiceContext {
  const { requestId, ip, userAgent } = caller;
  return { ...systemContext(name), requestId, ip, userAgent };
}

/** The id of the acting person, or null when the system acts. */
export function actorId(ctx: ServiceContext): string | null {
  return ctx.actor.kind === "user" ? ctx.actor.id : null;
}
