/** Why a figure is missing: the database's account may not read it, or this database has no such thing. */
export const UNREADABLE_REASONS = ["rights", "unsupported"] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

/** A figure, or why there is none. */
export type Readable<T> = { value: T; unreadable: null } | { value: null; unreadable: UnreadableReason };

export const INDEX_FAULTS = ["missing", "invalid", "foreign", "unused"] as const;
export type IndexFault = (typeof INDEX_FAULTS)[number];

export const ADVICE_CODES = ["analyze", "vacuum_table", "vacuum_file", "checkpoint", "connections", "cache"] as const;
export type AdviceCode = (typeof ADVICE_CODES)[number];

/** Slow statements kept of each node; of more, those seen longest ago are forgotten. */
export const SLOW_QUERIES_MAX = 100;
