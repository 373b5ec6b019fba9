import type { Db } from "@/server/kernel/database/client";
import { changedAccounts, readTopicChanges } from "@/server/kernel/state-change";
import type { TopicMove } from "@/server/kernel/state-move";
import type { AuthCache } from "./auth-cache";
import type { KnownChanges } from "./known-changes";

type Following = { db: Db; auth: AuthCache; known: KnownChanges };

/** Lets a cache forget the accounts that changed between these versions, or all where that is not known. Throws when the database is away. */
export async function followChanges({ db, auth, known }: Following, moves: readonly TopicMove[]): Promise<void> {
  const changes = await Promise.all(moves.map((move) => readTopicChanges(db, move)));
  known.take(changes);
  const accounts = changedAccounts(changes);
  if (accounts === null) auth.clear();
  else auth.forget(accounts);
}
