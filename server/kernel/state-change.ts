import type { ServiceContext } from "./context";
import type { Db } from "./database/client";
import type { TopicMove } from "./state-move";
import type { AccountTopic } from "./state-schema";
import { bumpStateVersion } from "./state-version";

/** What is known of a topic's versions up to `to`: whose accounts each version after `completeFrom` changed. */
export type TopicChanges = TopicMove & {
  completeFrom: bigint;
  rows: readonly { version: bigint; accountId: string }[];
};

/** A change of this many accounts at once is taken as one of all. */
const CHANGES_MAX = 1_000;
/** Nodes look several times a second; this long the rows serve those that start, and what they find in a shared cache. */
const KEPT_MS = 3_600_000;

/**
 * Raises a topic's counter for a change of one account, in the transaction of the change, so that nodes forget what they
 * hold of this account alone. With null the account is not known yet: `nameChangedAccount` must follow, or the change
 * counts as one of all accounts.
 */
export async function bumpAccountVersion(
  tx: ServiceContext,
  topic: AccountTopic,
  accountId: string | null,
): Promise<void> {
  await bumpStateVersion(tx, topic);
  if (accountId !== null) await nameChangedAccount(tx, topic, accountId);
}

/** Says whose account the version concerns that this transaction has raised the topic to; once for each raise. */
export async function nameChangedAccount(tx: ServiceContext, topic: AccountTopic, accountId: string): Promise<void> {
  // This transaction holds the row's lock, so it reads its own version.
  const { version } = await tx.db.stateVersion.findUniqueOrThrow({ where: { topic } });
  await tx.db.stateChange.create({ data: { topic, version, accountId, createdAt: tx.clock() } });
}

/**
 * Reads whose accounts a topic's versions changed. A version without a row changed all, or its rows are forgotten: nothing
 * before it is known. Every version up to `to` must have been seen committed before the call, and then so are its rows.
 */
export async function readTopicChanges(db: Db, { topic, from, to }: TopicMove): Promise<TopicChanges> {
  const rows = await db.stateChange.findMany({
    where: { topic, version: { gt: from ?? 0n, lte: to } },
    orderBy: [{ version: "desc" }, { accountId: "desc" }],
    take: CHANGES_MAX,
    select: { version: true, accountId: true },
  });
  let completeFrom = to;
  for (const { version } of rows) {
    if (version < completeFrom) break;
    completeFrom = version - 1n;
  }
  // Of the last version that was read there may be more rows than were taken.
  if (rows.length === CHANGES_MAX && completeFrom < to) completeFrom += 1n;
  return { topic, from, to, completeFrom, rows: rows.filter(({ version }) => version > completeFrom).reverse() };
}

/** The accounts that changed between what is in force here and what was read. Null: any of them may have. */
export function changedAccounts(changes: readonly TopicChanges[]): ReadonlySet<string> | null {
  if (changes.some(({ from, to, completeFrom }) => from === null || to < from || completeFrom > from)) return null;
  return new Set(changes.flatMap(({ rows }) => rows.map(({ accountId }) => accountId)));
}

/** Forgets whose accounts changed long ago. Who asks for it nevertheless takes it as a change of all. Recurring work. */
export async function forgetOldChanges(ctx: ServiceContext): Promise<{ count: number }> {
  return ctx.db.stateChange.deleteMany({ where: { createdAt: { lt: new Date(ctx.clock().getTime() - KEPT_MS) } } });
}
