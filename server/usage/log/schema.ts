import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";

/** What a log row is about: served, stopped before an upstream, or no upstream answered. */
export const LOG_KINDS = ["consume", "refuse", "fail"] as const;
export const LOG_OUTCOMES = ["completed", "client_gone", "upstream_error", "timeout", "refused", "recovered"] as const;
export const LOG_STATUS_CLASSES = ["2xx", "4xx", "5xx"] as const;
export const LOG_ENDPOINTS = ["chat", "completions", "embeddings", "models"] as const;

const id = z.string().min(1).max(32);

/** Everything the log list can be narrowed by. The same names stand in the page's URL. */
export const LogFilter = z.object({
  from: z.date().optional(),
  to: z.date().optional(),
  kind: z.array(z.enum(LOG_KINDS)).max(3).optional(),
  outcome: z.array(z.enum(LOG_OUTCOMES)).max(6).optional(),
  status: z.array(z.enum(LOG_STATUS_CLASSES)).max(3).optional(),
  endpoint: z.array(z.enum(LOG_ENDPOINTS)).max(4).optional(),
  model: z.array(z.string().min(1).max(191)).max(50).optional(),
  group: z.array(z.string().min(1).max(64)).max(50).optional(),
  channelId: z.array(id).max(50).optional(),
  /** An id, a user name or a mail address. */
  userId: z.string().trim().min(1).max(191).optional(),
  tokenId: id.optional(),
  isStream: z.boolean().optional(),
  errorCode: z.string().trim().max(64).optional(),
  /** Part of the error message. */
  errorText: z.string().trim().max(200).optional(),
  ip: z.string().trim().max(64).optional(),
  durationMsMin: z.number().int().min(0).optional(),
  durationMsMax: z.number().int().min(0).optional(),
  quotaMin: z.number().int().min(0).optional(),
  quotaMax: z.number().int().min(0).optional(),
  promptTokensMin: z.number().int().min(0).optional(),
  completionTokensMin: z.number().int().min(0).optional(),
  requestId: z.string().trim().max(64).optional(),
});
export type LogFilter = z.output<typeof LogFilter>;

export const ListLogsInput = PageInput.extend(LogFilter.shape);
export type ListLogsInput = z.output<typeof ListLogsInput>;

export const LogIdInput = z.object({ id });
