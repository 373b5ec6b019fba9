import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";

/** What an inviter earns: once for an account that signs up, and a share of what it tops up. */
export const REWARD_KINDS = ["sign_up", "rebate"] as const;
export type RewardKind = (typeof REWARD_KINDS)[number];

/** As people may type it: blanks around it and capitals do not matter. */
export const ReferralCode = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-z]{10}$/);

export const ListRewardsInput = PageInput.extend({
  kinds: z.array(z.enum(REWARD_KINDS)).max(REWARD_KINDS.length).optional(),
});
export type ListRewardsInput = z.output<typeof ListRewardsInput>;

/** Moves rewards from the referral balance to the wallet, in quota units. */
export const TransferRewardsInput = z.object({
  amount: z.bigint().min(1n).max(1_000_000_000_000_000n),
  /** Made once by the form: sending it twice moves the amount once. */
  idempotencyKey: z.string().min(8).max(128),
});
export type TransferRewardsInput = z.output<typeof TransferRewardsInput>;
