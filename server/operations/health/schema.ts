import { z } from "zod";
import { RowNumberOrNone } from "@/server/kernel/row-number-schema";
import { STATE_TOPICS } from "@/server/kernel/state-schema";

/** What is looked at, in the order it is shown. */
export const HEALTH_CHECKS = [
  "database",
  "redis",
  "storage",
  "disk",
  "nodes",
  "propagation",
  "ledger",
  "channels",
  "jobs",
  "mail",
] as const;
export type HealthCheckName = (typeof HEALTH_CHECKS)[number];

/** off: not configured, so there is nothing to be well. */
export const HEALTH_STATES = ["ok", "degraded", "failed", "off"] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** Each is worded by the console with its numbers. */
export const HEALTH_DETAILS = [
  "latency",
  "slow",
  "unreachable",
  "notConfigured",
  "connected",
  "notEverywhere",
  "notWritable",
  "local",
  "bucket",
  "space",
  "unreadable",
  "alive",
  "gone",
  "versionsDiffer",
  "noGateway",
  "inForce",
  "behind",
  "queue",
  "cannotWrite",
  "channels",
  "channelsDown",
  "noChannels",
  "failedJobs",
  "noFailedJobs",
  "mailFailed",
  "mailWaiting",
  "mailFine",
] as const;
export type HealthDetail = (typeof HEALTH_DETAILS)[number];

/** Whether a saved change is in force: `version` is the counter it raised; without it, the newest. */
export const PropagationInput = z.object({
  topic: z.enum(STATE_TOPICS),
  version: RowNumberOrNone.optional(),
});
export type PropagationInput = z.output<typeof PropagationInput>;
