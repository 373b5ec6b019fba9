import { z } from "zod";
import { decryptSecret } from "@/server/kernel/crypto";

/** Readers of the JSON that channels keep as text. What does not fit reads as empty: a bad row must not stop a list. */

const TextList = z.array(z.string());
const TextMap = z.record(z.string(), z.string());
const StatusMap = z.record(z.string(), z.coerce.number().int());
const AnyMap = z.record(z.string(), z.unknown());
const Limits = z
  .object({ requestsPerMinute: z.number().int().min(1), concurrentRequests: z.number().int().min(1) })
  .partial();
const seconds = z.number().positive();
const Timeouts = z
  .object({ connectSeconds: seconds, firstByteSeconds: seconds, idleSeconds: seconds, totalSeconds: seconds })
  .partial();
const Retries = z.object({ max: z.number().int().min(0), statuses: z.array(z.string()) }).partial();

/** A channel's own limits; what is absent is unlimited. */
export type StoredLimits = z.output<typeof Limits>;
/** A channel's own time-outs; what is absent is the site's. */
export type StoredTimeouts = z.output<typeof Timeouts>;
/** A channel's own retries; what is absent is the site's. */
export type StoredRetries = z.output<typeof Retries>;

function read<Schema extends z.ZodType>(schema: Schema, text: string, empty: z.output<Schema>): z.output<Schema> {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : empty;
  } catch {
    return empty;
  }
}

export const readTextList = (text: string): string[] => read(TextList, text, []);
export const readTextMap = (text: string): Record<string, string> => read(TextMap, text, {});
export const readStatusMap = (text: string): Record<string, number> => read(StatusMap, text, {});
export const readSettings = (text: string): Record<string, unknown> => read(AnyMap, text, {});
export const readLimits = (text: string): StoredLimits => read(Limits, text, {});
export const readTimeouts = (text: string): StoredTimeouts => read(Timeouts, text, {});
export const readRetries = (text: string): StoredRetries => read(Retries, text, {});

/** A channel's headers out of their encrypted column. Throws INTERNAL when they cannot be decrypted. */
export function readHeaders(column: string): Record<string, string> {
  return column === "" ? {} : readTextMap(decryptSecret(column));
}
