import { findPreset } from "@/server/supply/provider/preset-schema";
import { PROVIDER_FORMS } from "@/server/supply/provider/schema";

/** What people call an upstream: the host it was made from, else the format it speaks. Names of companies are not translated. */
export function providerName(channel: { provider: string; preset: string }): string {
  const preset = findPreset(channel.preset);
  if (preset) return preset.label;
  const form = Object.entries(PROVIDER_FORMS).find(([id]) => id === channel.provider)?.[1];
  return form?.label ?? channel.provider;
}
