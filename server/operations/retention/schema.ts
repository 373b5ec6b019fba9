import { z } from "zod";

/** The classes of data that grow old, in the order in which they are cleaned up: what belongs to a request goes no later than it. */
export const RETENTION_CLASSES = [
  "bodies",
  "attempts",
  "logs",
  "usageHours",
  "archives",
  "exports",
  "audit",
  "revisions",
  "jobs",
  "tokens",
  "sessions",
  "throttles",
  "forgedEvents",
  "channelTests",
  "reconciliations",
  "slowQueries",
] as const;
export type RetentionClassName = (typeof RETENTION_CLASSES)[number];

export const PreviewInput = z.object({
  /** Only these; all without. */
  classes: z.array(z.enum(RETENTION_CLASSES)).min(1).max(RETENTION_CLASSES.length).optional(),
});
export type PreviewInput = z.output<typeof PreviewInput>;

/** Clean up now. `asOf` is the moment of the preview that was looked at, so that what was shown is what goes. */
export const RunCleanupInput = PreviewInput.extend({ asOf: z.date() });
export type RunCleanupInput = z.output<typeof RunCleanupInput>;

export const HoldInput = z.object({
  userId: z.string().startsWith("usr_").max(32),
  reason: z.string().trim().min(3).max(500),
});
export type HoldInput = z.output<typeof HoldInput>;
