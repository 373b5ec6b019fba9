import { anthropicProvider } from "./anthropic/provider";
import { azureProvider } from "./azure/provider";
import type { Provider } from "./contract";
import { geminiProvider } from "./gemini/provider";
import { openAiProvider } from "./openai/provider";

/** Every vendor, one line each. The order is the order in the channel form. */
const PROVIDERS: readonly Provider[] = Object.freeze([
  openAiProvider,
  anthropicProvider,
  geminiProvider,
  azureProvider,
]);

const byId: ReadonlyMap<string, Provider> = new Map(PROVIDERS.map((provider) => [provider.id, provider]));

/** The adapter of a channel's provider id, or null when a row names one this build does not have. */
export function findProvider(id: string): Provider | null {
  return byId.get(id) ?? null;
}

export function listProviders(): readonly Provider[] {
  return PROVIDERS;
}
