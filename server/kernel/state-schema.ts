/** Subjects that processes keep in memory and reload when their counter moves. */
export const STATE_TOPICS = ["access", "identity", "supply", "price", "setting", "config"] as const;
export type StateTopic = (typeof STATE_TOPICS)[number];
/** Those whose changes say whose account they concern. */
export type AccountTopic = Extract<StateTopic, "access" | "identity">;
