import { z } from "zod";

/** What a process is: the gateway serves /v1, a console serves pages (and works, where it is not told otherwise), a worker only works. */
export const NODE_ROLES = ["gateway", "console", "worker"] as const;
export type NodeRole = (typeof NODE_ROLES)[number];

/** What a process counts since its start. Absent: it has no such thing. */
export const NodeFigures = z
  .object({
    authHits: z.number(),
    authMisses: z.number(),
    authEntries: z.number(),
    /** Of those that were not in memory, how many Redis had, and how many not; absent without Redis. */
    authSharedHits: z.number(),
    authSharedMisses: z.number(),
    ledgerQueued: z.number(),
    /** 1 while it cannot write to the database. */
    databaseDown: z.number(),
    /** 1 while messages of Redis arrive; absent without Redis. */
    redisUp: z.number(),
    /** Milliseconds since 1970 when `redisUp` became what it is. */
    redisSince: z.number(),
    /** Milliseconds since 1970 of the state on its disk that it could serve from; absent: there is none. */
    knownStateAt: z.number(),
    /** Requests answered while the database was away. */
    servedOffline: z.number(),
    /** Those of them that are not charged yet. */
    owedRequests: z.number(),
    reloads: z.number(),
    failedChecks: z.number(),
    /** Bytes. */
    memoryUsed: z.number(),
  })
  .partial();
export type NodeFigures = z.output<typeof NodeFigures>;

/** The versions a node reports, by topic. */
export const NodeVersions = z.record(z.string(), z.number());
