import { trimBaseUrl } from "../base-url";
import type { Target } from "../contract";
import { asString } from "../json-value";
import { createOpenAiShapeProvider } from "../openai-shape/provider";
import { AzureSettings } from "./schema";

// The last version that lists what is deployed instead of what could be.
const DEPLOYMENTS_VERSION = "2023-03-15-preview";

/** The resource's address without the path people copy from the portal along with it. */
function resourceUrl(target: Target): string {
  return trimBaseUrl(target.baseUrl).replace(/\/openai(?:\/.*)?$/, "");
}

// The newer surface takes the model from the body and needs no version.
function isV1(target: Target): boolean {
  return /\/openai\/v1$/.test(trimBaseUrl(target.baseUrl));
}

function urlOf(target: Target, path: string): string {
  if (isV1(target)) return `${resourceUrl(target)}/openai/v1/${path}`;
  const version = encodeURIComponent(asString(target.settings.apiVersion) ?? "2024-10-21");
  return `${resourceUrl(target)}/openai/deployments/${encodeURIComponent(target.upstreamModel)}/${path}?api-version=${version}`;
}

function modelsUrlOf(target: Target): string {
  if (isV1(target)) return urlOf(target, "models");
  return `${resourceUrl(target)}/openai/deployments?api-version=${DEPLOYMENTS_VERSION}`;
}

/** Azure OpenAI: OpenAI's bytes behind a deployment's own address. The upstream model is the deployment's name. */
export const azureProvider = createOpenAiShapeProvider({
  id: "azure",
  label: "Azure OpenAI",
  settingsSchema: AzureSettings,
  urlOf,
  modelsUrlOf,
  authHeaders: (target) => ({ "api-key": target.key }),
});
