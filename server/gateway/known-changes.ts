import type { TopicChanges } from "@/server/kernel/state-change";

/** The versions of the topics that a value is true of, as texts of numbers. */
export type Stamp = Readonly<Record<string, string>>;

type Topic = {
  /** Whose accounts each version after it changed is known. */
  since: bigint;
  to: bigint;
  /** Account → the version that changed it last, the oldest at the head. */
  last: Map<string, bigint>;
};

/** Accounts beyond so many are forgotten, those that changed longest ago first. */
const ACCOUNTS_MAX = 20_000;

/**
 * Which accounts changed lately, by version: tells whether something read at earlier versions, by whichever process, is
 * still true of an account here. What it cannot tell it denies.
 */
export class KnownChanges {
  readonly #topics = new Map<string, Topic>();

  /** Takes in what the topics' counters have moved by. */
  take(changes: readonly TopicChanges[]): void {
    for (const change of changes) {
      const topic = this.#continued(change);
      for (const { accountId, version } of change.rows) {
        topic.last.delete(accountId);
        topic.last.set(accountId, version);
      }
      topic.to = change.to;
      forgetOldest(topic);
    }
  }

  /** What is read from the database from now on is true of these versions at least. Null before the first look. */
  get stamp(): Stamp | null {
    if (this.#topics.size === 0) return null;
    return Object.fromEntries([...this.#topics].map(([name, { to }]) => [name, String(to)]));
  }

  /** Whether what was true of an account at these versions is so now, as far as this process has seen. */
  isCurrent(stamp: Stamp, accountId: string): boolean {
    for (const [name, { since, to, last }] of this.#topics) {
      const text = stamp[name];
      if (text === undefined) return false;
      const at = BigInt(text);
      // From the future: the counters are others', or the database is an older copy of itself.
      if (at < since || at > to || (last.get(accountId) ?? 0n) > at) return false;
    }
    return this.#topics.size > 0;
  }

  #continued({ topic: name, to, completeFrom }: TopicChanges): Topic {
    const known = this.#topics.get(name);
    if (known && completeFrom <= known.to && to >= known.to) return known;
    const begun: Topic = { since: completeFrom, to, last: new Map() };
    this.#topics.set(name, begun);
    return begun;
  }
}

function forgetOldest(topic: Topic): void {
  for (const [accountId, version] of topic.last) {
    if (topic.last.size <= ACCOUNTS_MAX) return;
    topic.last.delete(accountId);
    topic.since = version;
  }
}
