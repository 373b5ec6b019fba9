import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";

/** What a log row is about: served, stopped before an upstream, or no upstream answered. */
export const LOG_KINDS = ["consume", "refuse", "fail"] as const;
export const LOG_OUTCOMES = ["completed", "client_gone", "upstream_error", "timeout", "refused", "recovered"] as const;
export const LOG_STATUS_CLASSES = ["2xx", "4xx", "5xx"] as const;
export const LOG_ENDPOINTS = ["chat", "completions", "embeddings", "models"] as const;

/** What may be counted beside the list. */
export const LOG_FACETS = [
  "model",
  "group",
  "channelId",
  "endpoint",
  "status",
  "httpStatus",
  "outcome",
  "isStream",
] as const;
export type LogFacetName = (typeof LOG_FACETS)[number];

const LIST_MAX = 50;
/** What a four-byte column can hold: beyond it there is nothing to find, and PostgreSQL refuses the comparison. */
const INT_MAX = 2_147_483_647;

const id = z.string().min(1).max(32);
/** A zero byte is no text to PostgreSQL. */
const text = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\0]*$/);
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(LIST_MAX).optional();
const count = z.number().int().min(0).max(INT_MAX).optional();
const units = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();

const kind = list(z.enum(LOG_KINDS));
const outcome = list(z.enum(LOG_OUTCOMES));
const status = list(z.enum(LOG_STATUS_CLASSES));
const httpStatus = list(z.number().int().min(100).max(599));
const endpoint = list(z.enum(LOG_ENDPOINTS));
/** A name, or the beginning of names with a `*` behind it. */
const model = list(text(191));
const group = list(text(64));
const channelId = list(text(32));
/** Ids, user names or mail addresses. */
const userId = list(text(191));
const tokenId = list(text(32));
/** A code, or the beginning of codes with a `*` behind it. */
const errorCode = list(text(64));
const ip = list(text(64));

/**
 * Everything the log list can be narrowed by; the same names stand in the page's URL. Values of one list are alternatives,
 * different fields must all hold, and a name with `Not` behind it excludes.
 */
export const LogFilter = z.object({
  from: z.date().optional(),
  to: z.date().optional(),
  kind,
  kindNot: kind,
  outcome,
  outcomeNot: outcome,
  status,
  statusNot: status,
  httpStatus,
  httpStatusNot: httpStatus,
  endpoint,
  endpointNot: endpoint,
  model,
  modelNot: model,
  group,
  groupNot: group,
  channelId,
  channelIdNot: channelId,
  userId,
  userIdNot: userId,
  tokenId,
  tokenIdNot: tokenId,
  errorCode,
  errorCodeNot: errorCode,
  ip,
  ipNot: ip,
  isStream: z.boolean().optional(),
  /** Part of the error message. */
  errorText: text(200).optional(),
  durationMsMin: count,
  durationMsMax: count,
  firstTokenMsMin: count,
  firstTokenMsMax: count,
  quotaMin: units,
  quotaMax: units,
  promptTokensMin: count,
  promptTokensMax: count,
  completionTokensMin: count,
  completionTokensMax: count,
  attemptCountMin: count,
  /** Ours, the client's, or the upstream's. */
  requestId: text(128).optional(),
});
export type LogFilter = z.output<typeof LogFilter>;

export const ListLogsInput = PageInput.extend(LogFilter.shape);
export type ListLogsInput = z.output<typeof ListLogsInput>;

export const NewerLogsInput = LogFilter.omit({ from: true, to: true }).extend({
  /** The newest request that is known already. */
  afterId: id,
  limit: z.number().int().min(1).max(200).default(100),
});
export type NewerLogsInput = z.output<typeof NewerLogsInput>;

export const HistogramInput = LogFilter.extend({
  from: z.date(),
  to: z.date(),
  /** How many bars at most. */
  buckets: z.number().int().min(1).max(120).default(60),
});
export type HistogramInput = z.output<typeof HistogramInput>;

export const FacetsInput = LogFilter.extend({
  /** Values of one field that hold this text, where there are more than are shown. */
  search: z.object({ field: z.enum(LOG_FACETS), text: text(191) }).optional(),
});
export type FacetsInput = z.output<typeof FacetsInput>;

export const LogIdInput = z.object({ id });
