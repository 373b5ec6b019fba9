import { z } from "zod";
import { AnthropicSettings } from "@/server/providers/anthropic/schema";
import { AzureSettings } from "@/server/providers/azure/schema";
import { GeminiSettings } from "@/server/providers/gemini/schema";
import { OpenAiSettings } from "@/server/providers/openai/schema";

/** One field of a provider's own settings, for the channel form. Texts: messages `providers.<id>.<name>`. */
export type ProviderField =
  | { name: string; kind: "switch" }
  | { name: string; kind: "text"; placeholder?: string }
  | { name: string; kind: "number"; min: number; max: number }
  | { name: string; kind: "choice"; options: readonly string[] };

export type ProviderForm = {
  label: string;
  settings: z.ZodType;
  fields: readonly ProviderField[];
  hasOrganization: boolean;
  /** What clients may call through this provider. */
  endpoints: readonly ("chat" | "completions" | "embeddings")[];
};

/** What the channel form needs to know of each provider; ids are those of server/providers/registry.ts. */
export const PROVIDER_FORMS = {
  openai: {
    label: "OpenAI-compatible",
    settings: OpenAiSettings,
    fields: [
      { name: "isBaseUrlComplete", kind: "switch" },
      { name: "omitStreamOptions", kind: "switch" },
    ],
    hasOrganization: true,
    endpoints: ["chat", "completions", "embeddings"],
  },
  anthropic: {
    label: "Anthropic",
    settings: AnthropicSettings,
    fields: [
      { name: "apiVersion", kind: "text", placeholder: "2023-06-01" },
      { name: "beta", kind: "text" },
      { name: "tokensMaxDefault", kind: "number", min: 1, max: 200_000 },
    ],
    hasOrganization: false,
    endpoints: ["chat"],
  },
  gemini: {
    label: "Google Gemini",
    settings: GeminiSettings,
    fields: [
      { name: "apiVersion", kind: "text", placeholder: "v1beta" },
      { name: "safetyThreshold", kind: "choice", options: GeminiSettings.shape.safetyThreshold.unwrap().options },
    ],
    hasOrganization: false,
    endpoints: ["chat", "embeddings"],
  },
  azure: {
    label: "Azure OpenAI",
    settings: AzureSettings,
    fields: [
      { name: "apiVersion", kind: "text", placeholder: "2024-10-21" },
      { name: "omitStreamOptions", kind: "switch" },
    ],
    hasOrganization: false,
    endpoints: ["chat", "completions", "embeddings"],
  },
} as const satisfies Record<string, ProviderForm>;

export type ProviderId = keyof typeof PROVIDER_FORMS;
export const ProviderId = z.enum(Object.keys(PROVIDER_FORMS) as ProviderId[]);

export type ProviderPreset = {
  /** Stored with the channel for its name and icon; the provider does the work. */
  id: string;
  label: string;
  provider: ProviderId;
  region: "global" | "china" | "local";
  /** Empty where every customer has an address of their own. */
  baseUrl: string;
  baseUrlExample?: string;
  /** Where a key is made; absent for local servers. */
  keyUrl?: string;
  docsUrl: string;
  /** Examples to begin with; the upstream's own list is one click away. */
  models: readonly string[];
  settings?: Readonly<Record<string, boolean | string | number>>;
};

/** A preset as its region's list holds it; the provider is openai unless it says otherwise. */
export type PresetRow = Omit<ProviderPreset, "provider" | "region"> & Partial<Pick<ProviderPreset, "provider">>;
