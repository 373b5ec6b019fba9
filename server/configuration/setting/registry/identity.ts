import { z } from "zod";
import { defineSetting } from "./define";

/** Sign-in, sessions and new accounts. */
export const identitySettings = [
  defineSetting({
    key: "security.signInFailuresMax",
    schema: z.number().int().min(1).max(100),
    default: 5,
    page: "security",
    section: "lockout",
    unit: "count",
  }),
  defineSetting({
    key: "security.signInWindowMinutes",
    schema: z.number().int().min(1).max(1_440),
    default: 15,
    page: "security",
    section: "lockout",
    unit: "minutes",
  }),
  defineSetting({
    key: "security.lockoutMinutes",
    schema: z.number().int().min(1).max(10_080),
    default: 15,
    page: "security",
    section: "lockout",
    unit: "minutes",
  }),
  defineSetting({
    key: "security.sessionDays",
    schema: z.number().int().min(1).max(365),
    default: 30,
    page: "security",
    section: "sessions",
    unit: "days",
  }),
  defineSetting({
    key: "security.passwordLengthMin",
    schema: z.number().int().min(8).max(128),
    default: 8,
    page: "security",
    section: "sessions",
    unit: "count",
  }),
  defineSetting({
    key: "security.registrationEnabled",
    schema: z.boolean(),
    default: false,
    page: "sign-in",
    section: "registration",
    isPublic: true,
  }),
  defineSetting({
    key: "registration.passwordEnabled",
    // Off: accounts come from sign-in by a provider alone.
    schema: z.boolean(),
    default: true,
    page: "sign-in",
    section: "registration",
    isPublic: true,
  }),
  defineSetting({
    key: "registration.verifiesEmail",
    schema: z.boolean(),
    default: false,
    page: "sign-in",
    section: "registration",
    isPublic: true,
  }),
  defineSetting({
    key: "registration.restrictsEmailDomains",
    schema: z.boolean(),
    default: false,
    page: "sign-in",
    section: "registration",
  }),
  defineSetting({
    key: "registration.emailDomains",
    schema: z
      .array(
        z
          .string()
          .trim()
          .toLowerCase()
          .max(253)
          .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
      )
      .max(500),
    default: [],
    page: "sign-in",
    section: "registration",
  }),
  defineSetting({
    key: "registration.refusesEmailAliases",
    schema: z.boolean(),
    default: false,
    page: "sign-in",
    section: "registration",
  }),
  defineSetting({
    key: "security.registrationsPerHourMax",
    schema: z.number().int().min(1).max(10_000),
    default: 20,
    page: "sign-in",
    section: "registration",
    unit: "count",
  }),
  defineSetting({
    key: "quota.newUserUnits",
    // Kept below what a JSON number holds exactly.
    schema: z.number().int().min(0).max(1_000_000_000_000),
    default: 0,
    page: "quota",
    section: "grants",
    unit: "quotaUnits",
  }),
  defineSetting({
    key: "quota.userTokensMax",
    schema: z.number().int().min(1).max(10_000),
    default: 100,
    page: "quota",
    section: "grants",
    unit: "count",
  }),
] as const;
