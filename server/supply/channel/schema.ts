import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { isProxyUrl } from "@/server/kernel/proxy-url-schema";
import { RowNumber } from "@/server/kernel/row-number-schema";
import { isSecretMask } from "@/server/kernel/secret-mask-schema";
import { ProviderId } from "../provider/schema";
import { StatusRange } from "./status-schema";

/** `disabled` is what a person decided, `auto_disabled` what the system did; only a person ends the former. */
export const CHANNEL_STATUSES = ["enabled", "disabled", "auto_disabled"] as const;
export type ChannelStatus = (typeof CHANNEL_STATUSES)[number];

export const CHANNEL_KEYS_MAX = 500;
export const CHANNEL_MODELS_MAX = 2_000;
/** Above this many channels a bulk change becomes a job. */
export const BULK_INLINE_MAX = 100;
const BULK_MAX = 5_000;
/** Cells of the strip of latest tests. */
export const TEST_STRIP_LENGTH = 60;

export const ChannelId = z.string().startsWith("chn_").max(32);
const ChannelKeyId = z.string().startsWith("cky_").max(32);

const ModelName = z.string().trim().min(1).max(191);
const GroupName = z.string().trim().min(1).max(64);
const Status = z.number().int().min(100).max(599);
export const Priority = z.number().int().min(-1_000_000).max(1_000_000);
export const Weight = z.number().int().min(0).max(1_000_000);
const Tag = z.string().trim().max(64);
const Notes = z.string().trim().max(2_000);

/** Why: it stands in the history. */
const Reason = z.string().trim().max(500).optional();

const distinct = (values: string[]) => [...new Set(values)];

/** One upstream key as typed. Blanks inside are kept out: they are always a paste of two keys. */
export const UpstreamKey = z
  .string()
  .trim()
  .min(1)
  .max(8_192)
  .regex(/^\S+$/)
  .refine((key) => !isSecretMask(key), "masked");

/** What stands for a stored header value: never the value itself. Made by secretMark. */
export const HEADER_MARK = /^secret:[\w-]{10}$/;
/** A channel that goes to its upstream directly, whatever the site's proxy. */
export const NO_PROXY = "none";
/** Empty: as the site says. A mark means "as stored". */
const ProxyChoice = z
  .string()
  .trim()
  .max(1_000)
  .refine((text) => text === "" || text === NO_PROXY || HEADER_MARK.test(text) || isProxyUrl(text));
const HEADERS_MAX = 50;
/** These are the connection's and the body's: another value would break the call or smuggle a second one. */
const RESERVED_HEADERS = new Set([
  "host",
  "content-length",
  "content-type",
  "content-encoding",
  "transfer-encoding",
  "accept-encoding",
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authorization",
  "upgrade",
  "te",
  "trailer",
  "expect",
]);
const HeaderName = z
  .string()
  .trim()
  .toLowerCase()
  .max(64)
  .regex(/^[a-z0-9!#$%&'*+.^_`|~-]+$/)
  .refine((name) => !RESERVED_HEADERS.has(name));
/** Visible ASCII: what a header may hold everywhere. */
const HeaderValue = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .regex(/^[\x20-\x7e]+$/);

const seconds = (max: number) => z.number().int().min(1).max(max);
export const ChannelLimits = z
  .object({
    requestsPerMinute: z.number().int().min(1).max(1_000_000),
    concurrentRequests: z.number().int().min(1).max(100_000),
  })
  .partial();
export const ChannelTimeouts = z
  .object({
    connectSeconds: seconds(120),
    firstByteSeconds: seconds(3_600),
    idleSeconds: seconds(3_600),
    totalSeconds: seconds(86_400),
  })
  .partial();
export const ChannelRetries = z
  .object({ max: z.number().int().min(0).max(10), statuses: z.array(StatusRange).max(50) })
  .partial();

const channelFields = {
  name: z.string().trim().min(1).max(64),
  provider: ProviderId,
  preset: z.string().trim().max(32),
  baseUrl: z.string().trim().min(1).max(500),
  models: z.array(ModelName).min(1).max(CHANNEL_MODELS_MAX).transform(distinct),
  groups: z.array(GroupName).min(1).max(100).transform(distinct),
  priority: Priority,
  weight: Weight,
  tag: Tag,
  /** Client model → upstream model. */
  modelMapping: z.record(ModelName, ModelName),
  /** Upstream status → status given to the client and to the retry rules. */
  statusCodeMapping: z.record(z.string().regex(/^[1-5]\d\d$/), Status),
  isAutoBan: z.boolean(),
  /** Empty: the first model. */
  testModel: z.string().trim().max(191),
  organization: z.string().trim().max(191),
  /** By the provider's own settings schema. */
  settings: z.record(z.string(), z.unknown()),
  notes: Notes,
  /** Sent with every request. A value that is a mark means "as stored". */
  headers: z.record(HeaderName, HeaderValue).refine((headers) => Object.keys(headers).length <= HEADERS_MAX),
  proxy: ProxyChoice,
  limits: ChannelLimits,
  timeouts: ChannelTimeouts,
  retries: ChannelRetries,
};

export const CreateChannelInput = z.object({
  ...channelFields,
  preset: channelFields.preset.default(""),
  groups: channelFields.groups.default(["default"]),
  priority: Priority.default(0),
  weight: Weight.default(1),
  tag: Tag.default(""),
  modelMapping: channelFields.modelMapping.default({}),
  statusCodeMapping: channelFields.statusCodeMapping.default({}),
  isAutoBan: z.boolean().default(true),
  testModel: channelFields.testModel.default(""),
  organization: channelFields.organization.default(""),
  settings: channelFields.settings.default({}),
  notes: Notes.default(""),
  headers: channelFields.headers.default({}),
  proxy: ProxyChoice.default(""),
  limits: ChannelLimits.default({}),
  timeouts: ChannelTimeouts.default({}),
  retries: ChannelRetries.default({}),
  status: z.enum(["enabled", "disabled"]).default("enabled"),
  /** None: the upstream asks for no key, as local servers do. */
  keys: z.array(UpstreamKey).max(CHANNEL_KEYS_MAX).default([]),
});
export type CreateChannelInput = z.output<typeof CreateChannelInput>;

/** What an edit may change. Keys and status have verbs of their own. */
export const ChannelPatch = z.object(channelFields).partial();
export type ChannelPatch = z.output<typeof ChannelPatch>;

export const UpdateChannelInput = z.object({
  id: ChannelId,
  /** The version the editor read. */
  version: RowNumber,
  patch: ChannelPatch,
  reason: Reason,
});
export type UpdateChannelInput = z.output<typeof UpdateChannelInput>;

export const ChannelIdInput = z.object({ id: ChannelId });
export const ChannelReasonInput = ChannelIdInput.extend({ reason: Reason });
export type ChannelReasonInput = z.input<typeof ChannelReasonInput>;
export const CloneChannelInput = z.object({ id: ChannelId, name: channelFields.name.optional() });
export const SetChannelStatusInput = z.object({
  id: ChannelId,
  status: z.enum(["enabled", "disabled"]),
  reason: z.string().trim().max(500).optional(),
});
export type SetChannelStatusInput = z.output<typeof SetChannelStatusInput>;

/** Everything the list can be narrowed by; the same names stand in the page's URL. */
export const ChannelFilter = z.object({
  search: z.string().trim().max(200).optional(),
  status: z.array(z.enum(CHANNEL_STATUSES)).max(3).optional(),
  provider: z.array(ProviderId).max(10).optional(),
  group: z.array(GroupName).max(50).optional(),
  tag: z.array(Tag).max(50).optional(),
  model: z.string().trim().max(191).optional(),
  hasError: z.boolean().optional(),
  isDeleted: z.boolean().optional(),
});
export type ChannelFilter = z.output<typeof ChannelFilter>;

export const ListChannelsInput = PageInput.extend(ChannelFilter.shape);
export type ListChannelsInput = z.output<typeof ListChannelsInput>;

export const ChannelPulseInput = z.object({ ids: z.array(ChannelId).min(1).max(200) });

const BulkChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("enable") }),
  z.object({ kind: z.literal("disable") }),
  z.object({ kind: z.literal("tag"), tag: Tag }),
  z.object({ kind: z.literal("priority"), priority: Priority }),
  z.object({ kind: z.literal("weight"), weight: Weight }),
  z.object({ kind: z.literal("delete") }),
]);
export type BulkChange = z.output<typeof BulkChange>;
export { BulkChange };

/** Channels picked one by one, or everything a filter matches. */
export const ChannelSelection = z.union([
  z.object({ ids: z.array(ChannelId).min(1).max(BULK_MAX) }),
  z.object({ filter: ChannelFilter }),
]);
export type ChannelSelection = z.output<typeof ChannelSelection>;

export const BulkChannelsInput = z.object({ selection: ChannelSelection, change: BulkChange });
export type BulkChannelsInput = z.output<typeof BulkChannelsInput>;

export const AddKeysInput = z.object({ channelId: ChannelId, keys: z.array(UpstreamKey).min(1).max(CHANNEL_KEYS_MAX) });
export type AddKeysInput = z.output<typeof AddKeysInput>;
export const KeyIdInput = z.object({ id: ChannelKeyId });
export const ReplaceKeyInput = z.object({ id: ChannelKeyId, key: UpstreamKey });
export type ReplaceKeyInput = z.output<typeof ReplaceKeyInput>;
export const SetKeyStatusInput = z.object({ id: ChannelKeyId, status: z.enum(["enabled", "disabled"]) });
export type SetKeyStatusInput = z.output<typeof SetKeyStatusInput>;

/** Of a stored channel with its own key and address, or of a form that is not saved yet, with a key typed in. */
export const FetchModelsInput = z.union([
  z.object({ channelId: ChannelId }),
  z.object({
    draft: z.object({
      provider: channelFields.provider,
      baseUrl: channelFields.baseUrl,
      organization: channelFields.organization.default(""),
      settings: channelFields.settings.default({}),
      proxy: ProxyChoice.default(""),
      key: UpstreamKey.optional(),
    }),
  }),
]);
export type FetchModelsInput = z.output<typeof FetchModelsInput>;

export const ApplyModelsInput = z.object({
  id: ChannelId,
  version: RowNumber,
  add: z.array(ModelName).max(CHANNEL_MODELS_MAX),
  remove: z.array(ModelName).max(CHANNEL_MODELS_MAX),
});
export type ApplyModelsInput = z.output<typeof ApplyModelsInput>;
