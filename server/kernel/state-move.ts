/** A counter that has moved: from the version that is in force here (null: none yet) to the one that was read. */
export type TopicMove = { topic: string; from: bigint | null; to: bigint };

type Versions = ReadonlyMap<string, bigint>;

/** Which of the topics stand elsewhere than when they were seen last; all of them where they never were (null). */
export function movesOf(topics: readonly string[], seen: Versions | null, versions: Versions): TopicMove[] {
  const moves = topics.map((topic) => ({
    topic,
    from: seen === null ? null : (seen.get(topic) ?? 0n),
    to: versions.get(topic) ?? 0n,
  }));
  return moves.filter(({ from, to }) => from !== to);
}
