import { z } from "zod";
import { defineSetting } from "./define";

/** Sign-in, sessions and new accounts. */
export const identitySettings = [
  defineSetting({
    key: "security.signInFailuresMax",
    schema: z.number().int().min(1).max(100),
    default: 5,
    page: "security",
    unit: "count",
  }),
  defineSetting({
    key: "security.signInWindowMinutes",
    schema: z.number().int().min(1).max(1_440),
    default: 15,
    page: "security",
    unit: "minutes",
  }),
  defineSetting({
    key: "security.lockoutMinutes",
    schema: z.number().int().min(1).max(10_080),
    default: 15,
    page: "security",
    unit: "minutes",
  }),
  defineSetting({
    key: "security.sessionDays",
    schema: z.number().int().min(1).max(365),
    default: 30,
    page: "security",
    unit: "days",
  }),
  defineSetting({
    key: "security.passwordLengthMin",
    schema: z.number().int().min(8).max(128),
    default: 8,
    page: "security",
    unit: "count",
  }),
  defineSetting({
    key: "security.registrationEnabled",
    schema: z.boolean(),
    default: false,
    page: "security",
    isPublic: true,
  }),
  defineSetting({
    key: "security.registrationsPerHourMax",
    schema: z.number().int().min(1).max(10_000),
    default: 20,
    page: "security",
    unit: "count",
  }),
  defineSetting({
    key: "quota.newUserUnits",
    // Kept below what a JSON number holds exactly.
    schema: z.number().int().min(0).max(1_000_000_000_000),
    default: 0,
    page: "quota",
    unit: "quotaUnits",
  }),
  defineSetting({
    key: "quota.userTokensMax",
    schema: z.number().int().min(1).max(10_000),
    default: 100,
    page: "quota",
    unit: "count",
  }),
] as const;
