/** What an inviter earns: once for an account that signs up, and a share of what it tops up. */
export const REWARD_KINDS = ["sign_up", "rebate"] as const;
export type RewardKind = (typeof REWARD_KINDS)[number];
