import { z } from "zod";
import { defineSetting } from "./define";

/** Redemption codes: what an operator may make, and when guessing is stopped. */
export const redemptionSettings = [
  defineSetting({
    key: "redemption.batchLimitUnits",
    // Kept below what a JSON number holds exactly.
    schema: z.number().int().min(0).max(1_000_000_000_000_000),
    default: 5_000_000_000,
    page: "quota",
    section: "grants",
    unit: "quotaUnits",
  }),
  defineSetting({
    key: "redemption.unknownCodesMax",
    schema: z.number().int().min(1).max(1_000),
    default: 10,
    page: "security",
    section: "redemption",
    unit: "count",
  }),
  defineSetting({
    key: "redemption.unknownCodesWindowMinutes",
    schema: z.number().int().min(1).max(1_440),
    default: 15,
    page: "security",
    section: "redemption",
    unit: "minutes",
  }),
  defineSetting({
    key: "redemption.lockoutMinutes",
    schema: z.number().int().min(1).max(10_080),
    default: 30,
    page: "security",
    section: "redemption",
    unit: "minutes",
  }),
] as const;
