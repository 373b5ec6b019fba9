import type { ServiceContext } from "./context";
import { prismaCode } from "./errors";

/** Subjects that processes keep in memory and reload when their counter moves. */
export const STATE_TOPICS = ["access", "identity", "supply", "price", "setting"] as const;
export type StateTopic = (typeof STATE_TOPICS)[number];

/**
 * Raises a topic's counter in the transaction of the change. The counter's row lock puts writers of one topic in order,
 * so a node that saw version n has seen every change up to n: nothing can commit late below it.
 */
export async function bumpStateVersion(tx: ServiceContext, topic: StateTopic): Promise<void> {
  const { count } = await tx.db.stateVersion.updateMany({ where: { topic }, data: { version: { increment: 1 } } });
  if (count === 0) await insertTopic(tx, topic);
}

/** The first change ever of a topic. Two at once: on MySQL the later one finds the row of the other and raises that. */
async function insertTopic(tx: ServiceContext, topic: StateTopic): Promise<void> {
  const raise = { version: { increment: 1 } };
  try {
    await tx.db.stateVersion.upsert({ where: { topic }, create: { topic, version: 1 }, update: raise });
  } catch (error) {
    // Only MySQL gets here: elsewhere the upsert is one statement. Its transaction goes on after the failed one.
    if (prismaCode(error) !== "P2002") throw error;
    await tx.db.stateVersion.updateMany({ where: { topic }, data: raise });
  }
}
