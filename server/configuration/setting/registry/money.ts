import { z } from "zod";
import { defineSetting } from "./define";

/** When money needs a second person. */
export const moneySettings = [
  defineSetting({
    key: "money.approvalLimitUnits",
    // Kept below what a JSON number holds exactly.
    schema: z.number().int().min(0).max(1_000_000_000_000),
    default: 50_000_000,
    page: "quota",
    section: "approvals",
    unit: "quotaUnits",
  }),
  defineSetting({
    key: "money.approvalForAdmins",
    schema: z.boolean(),
    default: false,
    page: "quota",
    section: "approvals",
  }),
  defineSetting({
    key: "money.approvalExpiryDays",
    schema: z.number().int().min(1).max(90),
    default: 7,
    page: "quota",
    section: "approvals",
    unit: "days",
  }),
] as const;
