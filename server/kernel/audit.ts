import { diffFields } from "./audit-diff";
import { actorId, type ServiceContext } from "./context";
import { AppError } from "./errors";
import { newId } from "./ids";

export type AuditTarget = { kind: string; id: string; label: string };

export type AuditInput = {
  /** Permission-like verb: "channel.update". */
  action: string;
  target: AuditTarget;
  before?: object | null;
  after?: object | null;
  reason?: string;
};

/**
 * Writes who did what to what, in the caller's transaction: the change and its record land together or not at all.
 * The difference of `before` and `after` is kept field by field, secrets redacted. Throws outside a transaction.
 */
export async function audit(tx: ServiceContext, input: AuditInput): Promise<void> {
  if (!tx.tx) throw new AppError("INTERNAL", { message: `audit of ${input.action} outside a transaction` });
  const { actor } = tx;
  await tx.db.auditEvent.create({
    data: {
      id: newId("aud"),
      createdAt: tx.clock(),
      actorKind: actor.kind,
      actorId: actorId(tx),
      actorName: actor.name.slice(0, 64),
      actorRole: actor.kind === "user" ? actor.role : "system",
      action: input.action,
      targetKind: input.target.kind,
      targetId: input.target.id,
      targetLabel: input.target.label.slice(0, 191),
      changes: JSON.stringify(diffFields(input.before ?? null, input.after ?? null)),
      reason: (input.reason ?? "").slice(0, 500),
      requestId: tx.requestId,
      ip: tx.ip.slice(0, 64),
      userAgent: tx.userAgent.slice(0, 512),
    },
  });
}
