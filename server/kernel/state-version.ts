import type { ServiceContext } from "./context";

/** Subjects that processes keep in memory and reload when their counter moves. */
export const STATE_TOPICS = ["access", "identity", "supply", "price", "setting"] as const;
export type StateTopic = (typeof STATE_TOPICS)[number];

/**
 * Raises a topic's counter in the transaction of the change. The counter's row lock puts writers of one topic in order,
 * so a node that saw version n has seen every change up to n: nothing can commit late below it.
 */
export async function bumpStateVersion(tx: ServiceContext, topic: StateTopic): Promise<void> {
  const { count } = await tx.db.stateVersion.updateMany({ where: { topic }, data: { version: { increment: 1 } } });
  if (count === 0) {
    await tx.db.stateVersion.upsert({
      where: { topic },
      create: { topic, version: 1 },
      update: { version: { increment: 1 } },
    });
  }
}
