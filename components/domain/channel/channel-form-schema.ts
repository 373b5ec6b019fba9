import { z } from "zod";
import type { RouterInputs, RouterOutputs } from "@/components/trpc/router-types";
import { CreateChannelInput } from "@/server/supply/channel/schema";
import { PROVIDER_FORMS, ProviderId } from "@/server/supply/provider/schema";

/** An empty box is null: what the site says. */
const optionalNumber = z.number().nullable();

/** What the form holds: the channel's definition, and for a new one its keys as a person pastes them. */
const Values = z.object({
  name: z.string(),
  provider: ProviderId,
  preset: z.string(),
  baseUrl: z.string(),
  keysText: z.string(),
  needsNoKey: z.boolean(),
  models: z.array(z.string()),
  groups: z.array(z.string()),
  priority: z.number(),
  weight: z.number(),
  tag: z.string(),
  modelMapping: z.unknown(),
  statusCodeMapping: z.unknown(),
  isAutoBan: z.boolean(),
  testModel: z.string().nullable(),
  organization: z.string(),
  settings: z.record(z.string(), z.unknown()),
  notes: z.string(),
  headers: z.unknown(),
  proxy: z.string(),
  requestsPerMinute: optionalNumber,
  concurrentRequests: optionalNumber,
  connectSeconds: optionalNumber,
  firstByteSeconds: optionalNumber,
  idleSeconds: optionalNumber,
  totalSeconds: optionalNumber,
  retriesMax: optionalNumber,
  retryStatuses: z.array(z.string()),
});
export type ChannelValues = z.infer<typeof Values>;
type Channel = RouterOutputs["channel"]["get"];

/** The server's own schema decides; its faults are told by the catalogue instead of in the library's English. */
export function channelFormSchema(mode: "create" | "edit") {
  return Values.superRefine((values, context) => {
    const { settings } = PROVIDER_FORMS[values.provider];
    for (const { path, code } of settings.safeParse(filledSettings(values.settings)).error?.issues ?? []) {
      addFault(context, ["settings", ...path.slice(0, 1)], code);
    }
    for (const { path, code } of CreateChannelInput.safeParse(toCreateInput(values)).error?.issues ?? []) {
      addFault(context, boxOf(path), code);
    }
    for (const field of ["modelMapping", "statusCodeMapping", "headers"] as const) {
      if (values[field] === undefined) addFault(context, [field], "invalid");
    }
    if (mode === "create" && !values.needsNoKey && keysOf(values).length === 0) {
      addFault(context, ["keysText"], "too_small");
    }
  });
}

const NESTED = new Set<PropertyKey | undefined>(["limits", "timeouts"]);

/** The box that holds what the server's schema finds fault with. */
function boxOf([first, second]: PropertyKey[]): PropertyKey[] {
  if (first === "keys") return ["keysText"];
  if (first === "retries") return [second === "max" ? "retriesMax" : "retryStatuses"];
  return [(NESTED.has(first) ? second : first) ?? "name"];
}

function addFault(context: z.RefinementCtx, path: PropertyKey[], code: string): void {
  context.addIssue({ code: "custom", path, message: code === "too_small" ? "required" : "invalid" });
}

export function keysOf(values: Pick<ChannelValues, "keysText" | "needsNoKey">): string[] {
  if (values.needsNoKey) return [];
  return values.keysText
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export function toCreateInput(values: ChannelValues): RouterInputs["channel"]["create"] {
  return { ...toPatch(values), keys: keysOf(values) };
}

export function toPatch(values: ChannelValues) {
  const { keysText: _keysText, needsNoKey: _needsNoKey, ...rest } = values;
  const { requestsPerMinute, concurrentRequests, connectSeconds, firstByteSeconds, ...boxes } = rest;
  const { idleSeconds, totalSeconds, retriesMax, retryStatuses, ...definition } = boxes;
  return {
    ...definition,
    testModel: definition.testModel ?? "",
    settings: filledSettings(definition.settings),
    modelMapping: filledJson(definition.modelMapping) as Record<string, string>,
    statusCodeMapping: filledJson(definition.statusCodeMapping) as Record<string, number>,
    headers: filledJson(definition.headers) as Record<string, string>,
    limits: filledNumbers({ requestsPerMinute, concurrentRequests }),
    timeouts: filledNumbers({ connectSeconds, firstByteSeconds, idleSeconds, totalSeconds }),
    retries: {
      ...filledNumbers({ max: retriesMax }),
      ...(retryStatuses.length > 0 ? { statuses: retryStatuses } : {}),
    },
  };
}

/** An emptied JSON box holds null and means "none"; text that is no JSON is undefined and must never be taken for that. */
function filledJson(value: unknown): unknown {
  return value === null ? {} : value;
}

function filledNumbers(boxes: Record<string, number | null>): Record<string, number> {
  return Object.fromEntries(Object.entries(boxes).filter((entry): entry is [string, number] => entry[1] !== null));
}

/** An empty object is shown as an empty box. */
function shownJson(value: object): object | null {
  return Object.keys(value).length === 0 ? null : value;
}

/** A setting that was emptied goes back to the provider's default. */
function filledSettings(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== ""));
}

export const NEW_CHANNEL: ChannelValues = {
  name: "",
  provider: "openai",
  preset: "",
  baseUrl: "",
  keysText: "",
  needsNoKey: false,
  models: [],
  groups: ["default"],
  priority: 0,
  weight: 1,
  tag: "",
  modelMapping: null,
  statusCodeMapping: null,
  isAutoBan: true,
  testModel: null,
  organization: "",
  settings: {},
  notes: "",
  headers: null,
  proxy: "",
  requestsPerMinute: null,
  concurrentRequests: null,
  connectSeconds: null,
  firstByteSeconds: null,
  idleSeconds: null,
  totalSeconds: null,
  retriesMax: null,
  retryStatuses: [],
};

export function valuesOf(channel: Channel): ChannelValues {
  const { limits, timeouts, retries } = channel;
  return {
    ...NEW_CHANNEL,
    ...limits,
    ...timeouts,
    retriesMax: retries.max ?? null,
    retryStatuses: retries.statuses ?? [],
    headers: shownJson(channel.headers),
    proxy: channel.proxy,
    name: channel.name,
    provider: channel.provider,
    preset: channel.preset,
    baseUrl: channel.baseUrl,
    keysText: "",
    needsNoKey: false,
    models: channel.models,
    groups: channel.groups,
    priority: channel.priority,
    weight: channel.weight,
    tag: channel.tag,
    modelMapping: shownJson(channel.modelMapping),
    statusCodeMapping: shownJson(channel.statusCodeMapping),
    isAutoBan: channel.isAutoBan,
    testModel: channel.testModel === "" ? null : channel.testModel,
    organization: channel.organization,
    settings: channel.settings,
    notes: channel.notes,
  };
}
