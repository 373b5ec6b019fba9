import { z } from "zod";
import { defineSetting } from "./define";

const units = z.number().int().min(0).max(1_000_000_000_000);

/** What users get for coming back and for bringing others. Everything is off until it is given an amount. */
export const rewardSettings = [
  defineSetting({
    key: "rewards.checkInEnabled",
    schema: z.boolean(),
    default: false,
    page: "quota",
    section: "checkIn",
  }),
  defineSetting({
    key: "rewards.checkInMinUnits",
    schema: units,
    default: 1_000,
    page: "quota",
    section: "checkIn",
    unit: "quotaUnits",
  }),
  defineSetting({
    key: "rewards.checkInMaxUnits",
    // Up to the least amount: everybody gets that amount; above it: each day a random one in between.
    schema: units,
    default: 0,
    page: "quota",
    section: "checkIn",
    unit: "quotaUnits",
  }),
  defineSetting({
    key: "rewards.inviteeUnits",
    schema: units,
    default: 0,
    page: "quota",
    section: "referral",
    unit: "quotaUnits",
  }),
  defineSetting({
    key: "rewards.inviterUnits",
    schema: units,
    default: 0,
    page: "quota",
    section: "referral",
    unit: "quotaUnits",
  }),
  defineSetting({
    key: "rewards.rebatePercent",
    schema: z.number().int().min(0).max(100),
    default: 0,
    page: "quota",
    section: "referral",
    unit: "percent",
  }),
  defineSetting({
    key: "rewards.transferMinUnits",
    schema: units.min(1),
    default: 500_000,
    page: "quota",
    section: "referral",
    unit: "quotaUnits",
  }),
] as const;
