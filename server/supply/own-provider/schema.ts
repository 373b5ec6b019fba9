import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { RowNumber } from "@/server/kernel/row-number-schema";
import { ChannelLimits, ChannelRetries, CreateChannelInput, Priority, UpstreamKey } from "../channel/schema";
import { PROVIDER_PRESETS } from "../provider/preset-schema";

/** When an account's own providers are asked: before or after the site's channels, they alone, or not at all. */
export const OWN_PROVIDER_POLICIES = ["before", "after", "only", "never"] as const;
export type OwnProviderPolicy = (typeof OWN_PROVIDER_POLICIES)[number];

/** What an upstream can do, as far as requests can tell that they need it. */
export const OWN_PROVIDER_FEATURES = ["streaming", "tools", "vision", "embeddings"] as const;
export type OwnProviderFeature = (typeof OWN_PROVIDER_FEATURES)[number];

/** Any server that speaks OpenAI's format. */
export const CUSTOM_TYPE = "custom";
/** Hosts that people bring a key for. Local servers are out: they lie where the egress guard lets nobody go. */
export const OWN_PROVIDER_PRESETS = PROVIDER_PRESETS.filter(
  ({ id, region }) => region !== "local" || id === CUSTOM_TYPE,
);

const MODELS_MAX = 500;
const fields = CreateChannelInput.shape;
const ModelName = z.string().trim().min(1).max(191);
const distinct = <Item>(values: Item[]) => [...new Set(values)];

/** What its owner calls a provider in the API, and a model name that stands for its default model. */
export const OwnProviderName = z
  .string()
  .trim()
  .max(50)
  .regex(/^[a-z0-9][a-z0-9_-]*$/);

const seconds = (max: number) => z.number().int().min(1).max(max);
/** Shorter than an operator may allow a channel: a hold lives as long as the request it is for. */
const OwnTimeouts = z
  .object({
    connectSeconds: seconds(60),
    firstByteSeconds: seconds(600),
    idleSeconds: seconds(600),
    totalSeconds: seconds(3_600),
  })
  .partial();

const definition = {
  /** For people; empty: the name. */
  label: z.string().trim().max(64),
  /** A preset's id, or "custom" for any other server that speaks OpenAI's format. */
  type: z.enum(OWN_PROVIDER_PRESETS.map(({ id }) => id)),
  /** Empty: the preset's own. */
  baseUrl: z.string().trim().max(500),
  models: z.array(ModelName).min(1).max(MODELS_MAX).transform(distinct),
  /** One of the models, or empty. */
  defaultModel: z.string().trim().max(191),
  /** Empty: everything. */
  features: z.array(z.enum(OWN_PROVIDER_FEATURES)).max(OWN_PROVIDER_FEATURES.length).transform(distinct),
  /** Sent with every request. Write-only: what is read has marks, and a mark means "as stored". */
  headers: fields.headers.unwrap(),
  limits: ChannelLimits,
  timeouts: OwnTimeouts,
  retries: ChannelRetries,
  priority: Priority,
};

export const CreateOwnProviderInput = z.object({
  name: OwnProviderName,
  ...definition,
  label: definition.label.default(""),
  baseUrl: definition.baseUrl.default(""),
  defaultModel: definition.defaultModel.default(""),
  features: definition.features.default([]),
  headers: definition.headers.default({}),
  limits: ChannelLimits.default({}),
  timeouts: OwnTimeouts.default({}),
  retries: ChannelRetries.default({}),
  priority: Priority.default(0),
  /** None: the server asks for no key. */
  key: UpstreamKey.optional(),
  isEnabled: z.boolean().default(true),
  isDefault: z.boolean().default(false),
});
export type CreateOwnProviderInput = z.output<typeof CreateOwnProviderInput>;

/** What may change. The key only goes in; one that is typed takes the old one's place. */
export const OwnProviderPatch = z.object({ ...definition, key: UpstreamKey, isEnabled: z.boolean() }).partial();
export type OwnProviderPatch = z.output<typeof OwnProviderPatch>;

export const OwnProviderNameInput = z.object({ name: OwnProviderName });

export const UpdateOwnProviderInput = z.object({
  name: OwnProviderName,
  /** The version the editor read. */
  version: RowNumber,
  patch: OwnProviderPatch,
  reason: z.string().trim().max(500).optional(),
});
export type UpdateOwnProviderInput = z.output<typeof UpdateOwnProviderInput>;

export const SetOwnProviderEnabledInput = z.object({ name: OwnProviderName, isEnabled: z.boolean() });
/** `isDefault` false: none of them is preferred any more. */
export const SetOwnProviderDefaultInput = z.object({ name: OwnProviderName, isDefault: z.boolean() });
export const SetOwnProviderPolicyInput = z.object({ policy: z.enum(OWN_PROVIDER_POLICIES) });

export const TestOwnProviderInput = z.object({
  name: OwnProviderName,
  /** None: the default model, else the first. */
  model: ModelName.optional(),
  isStream: z.boolean().default(false),
});
export type TestOwnProviderInput = z.input<typeof TestOwnProviderInput>;

/** Of a stored provider with its own key and address, or of a form that is not saved yet, with a key typed in. */
export const FetchOwnModelsInput = z.union([
  z.object({ name: OwnProviderName }),
  z.object({
    draft: z.object({ type: definition.type, baseUrl: definition.baseUrl.default(""), key: UpstreamKey.optional() }),
  }),
]);
export type FetchOwnModelsInput = z.output<typeof FetchOwnModelsInput>;

const USAGE_DAYS_MAX = 90;
export const OwnProviderUsageInput = z.object({
  name: OwnProviderName,
  days: z.number().int().min(1).max(USAGE_DAYS_MAX).default(30),
});

/** Whether an id, of a log's channel say, names a customer's own provider. */
export function isOwnProviderId(id: string): boolean {
  return id.startsWith("prv_");
}

const OwnProviderId = z.string().startsWith("prv_").max(32);
/** The providers of one customer, or everybody's. */
export const ListAnyOwnProvidersInput = PageInput.extend({ userId: z.string().startsWith("usr_").max(32).optional() });
export type ListAnyOwnProvidersInput = z.output<typeof ListAnyOwnProvidersInput>;
export const DisableAnyOwnProviderInput = z.object({ id: OwnProviderId, reason: z.string().trim().min(1).max(500) });
