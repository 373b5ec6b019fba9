import { z } from "zod";
import type { RouterInputs } from "@/components/trpc/router-types";
import { CreateOwnProviderInput, OWN_PROVIDER_FEATURES } from "@/server/supply/own-provider/schema";
import { findPreset } from "@/server/supply/provider/preset-schema";
import type { OwnProvider } from "./own-provider-row";

const optionalNumber = z.number().nullable();

/** What the form holds: one box a number, where an empty one means "as the site". */
const Values = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string().nullable(),
  baseUrl: z.string(),
  key: z.string(),
  models: z.array(z.string()),
  defaultModel: z.string().nullable(),
  features: z.array(z.enum(OWN_PROVIDER_FEATURES)),
  headers: z.unknown(),
  requestsPerMinute: optionalNumber,
  concurrentRequests: optionalNumber,
  connectSeconds: optionalNumber,
  firstByteSeconds: optionalNumber,
  idleSeconds: optionalNumber,
  totalSeconds: optionalNumber,
  retriesMax: optionalNumber,
  retryStatuses: z.array(z.string()),
  priority: z.number(),
  isEnabled: z.boolean(),
  isDefault: z.boolean(),
});
export type ProviderValues = z.infer<typeof Values>;

/** Where the server's schema looks for what a box holds. */
const BOX_OF: Record<string, keyof ProviderValues> = {
  "retries.max": "retriesMax",
  "retries.statuses": "retryStatuses",
};

/** The server's own schema decides; its faults are told at the box they belong to, in the reader's language. */
export const providerFormSchema = Values.superRefine((values, context) => {
  const fault = (path: PropertyKey[], code: string) =>
    context.addIssue({ code: "custom", path, message: code === "too_small" ? "required" : "invalid" });
  if (values.headers === undefined) fault(["headers"], "invalid");
  for (const { path, code } of CreateOwnProviderInput.safeParse(toCreateInput(values)).error?.issues ?? []) {
    const isNested = path[0] === "limits" || path[0] === "timeouts";
    const box = BOX_OF[path.slice(0, 2).join(".")] ?? (isNested ? path[1] : path[0]);
    fault([box ?? "name"], values.type === null && path[0] === "type" ? "too_small" : code);
  }
  if (findPreset(values.type ?? "")?.baseUrl === "" && values.baseUrl.trim() === "") fault(["baseUrl"], "too_small");
});

export function toCreateInput(values: ProviderValues): RouterInputs["ownProvider"]["create"] {
  return { name: values.name, ...definitionOf(values), isDefault: values.isDefault };
}

export function toPatch(values: ProviderValues): RouterInputs["ownProvider"]["update"]["patch"] {
  return definitionOf(values);
}

function definitionOf(values: ProviderValues) {
  const { label, baseUrl, models, features, priority, isEnabled, key } = values;
  const { requestsPerMinute, concurrentRequests } = values;
  const { connectSeconds, firstByteSeconds, idleSeconds, totalSeconds } = values;
  const statuses = values.retryStatuses;
  return {
    label,
    // The schema refuses an empty one at its box.
    type: values.type ?? "",
    baseUrl,
    models,
    defaultModel: values.defaultModel ?? "",
    features,
    headers: (values.headers ?? {}) as Record<string, string>,
    limits: filled({ requestsPerMinute, concurrentRequests }),
    timeouts: filled({ connectSeconds, firstByteSeconds, idleSeconds, totalSeconds }),
    retries: { ...filled({ max: values.retriesMax }), ...(statuses.length > 0 ? { statuses } : {}) },
    priority,
    isEnabled,
    ...(key.trim() === "" ? {} : { key }),
  };
}

function filled(fields: Record<string, number | null>): Record<string, number> {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, number] => entry[1] !== null));
}

export const NEW_PROVIDER: ProviderValues = {
  name: "",
  label: "",
  type: null,
  baseUrl: "",
  key: "",
  models: [],
  defaultModel: null,
  features: [],
  headers: null,
  requestsPerMinute: null,
  concurrentRequests: null,
  connectSeconds: null,
  firstByteSeconds: null,
  idleSeconds: null,
  totalSeconds: null,
  retriesMax: null,
  retryStatuses: [],
  priority: 0,
  isEnabled: true,
  isDefault: false,
};

export function valuesOf(provider: OwnProvider): ProviderValues {
  const { limits, timeouts, retries, headers } = provider;
  return {
    ...NEW_PROVIDER,
    name: provider.name,
    label: provider.label,
    type: provider.type,
    baseUrl: provider.baseUrl,
    models: provider.models,
    defaultModel: provider.defaultModel || null,
    features: provider.features,
    headers: Object.keys(headers).length === 0 ? null : headers,
    requestsPerMinute: limits.requestsPerMinute ?? null,
    concurrentRequests: limits.concurrentRequests ?? null,
    connectSeconds: timeouts.connectSeconds ?? null,
    firstByteSeconds: timeouts.firstByteSeconds ?? null,
    idleSeconds: timeouts.idleSeconds ?? null,
    totalSeconds: timeouts.totalSeconds ?? null,
    retriesMax: retries.max ?? null,
    retryStatuses: retries.statuses ?? [],
    priority: provider.priority,
    isEnabled: provider.isEnabled,
    isDefault: provider.isDefault,
  };
}
