import { z } from "zod";
import { defineSetting } from "./define";

/** 0 keeps for ever. Nothing younger than two days is ever removed: late settlements may still belong to it. */
const days = z
  .number()
  .int()
  .min(0)
  .max(36_500)
  .refine((value) => value !== 1, { error: "0, or 2 and more" });

const hour = z.number().int().min(0).max(23);

/** How long what is kept: one setting a class of data (server/operations/retention/classes.ts), and when it is cleaned up. */
export const retentionSettings = [
  defineSetting({
    key: "retention.nightlyEnabled",
    schema: z.boolean(),
    default: true,
    page: "retention",
    section: "cleanup",
  }),
  defineSetting({ key: "retention.windowStartHour", schema: hour, default: 2, page: "retention", section: "cleanup" }),
  defineSetting({ key: "retention.windowEndHour", schema: hour, default: 6, page: "retention", section: "cleanup" }),
  defineSetting({
    key: "retention.archiveEnabled",
    schema: z.boolean(),
    default: false,
    page: "retention",
    section: "cleanup",
  }),
  defineSetting({
    key: "retention.bodiesDays",
    schema: days,
    default: 7,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.attemptsDays",
    schema: days,
    default: 30,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.logsDays",
    schema: days,
    default: 90,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.usageHoursDays",
    schema: days,
    default: 400,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.archivesDays",
    schema: days,
    default: 0,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.exportsDays",
    schema: days,
    default: 30,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.auditDays",
    schema: days,
    default: 400,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.revisionsDays",
    schema: days,
    default: 400,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.jobsDays",
    schema: days,
    default: 90,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.tokensDays",
    schema: days,
    default: 180,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.sessionsDays",
    schema: days,
    default: 30,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.throttlesDays",
    schema: days,
    default: 7,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.forgedEventsDays",
    schema: days,
    default: 30,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.channelTestsDays",
    schema: days,
    default: 90,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.reconciliationsDays",
    schema: days,
    default: 400,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
  defineSetting({
    key: "retention.slowQueriesDays",
    schema: days,
    default: 30,
    page: "retention",
    section: "periods",
    unit: "days",
  }),
] as const;
