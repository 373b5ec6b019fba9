import { CHINA_PRESETS } from "./china-preset-schema";
import { GLOBAL_PRESETS } from "./global-preset-schema";
import { LOCAL_PRESETS } from "./local-preset-schema";
import type { PresetRow, ProviderPreset } from "./schema";

const inRegion = (region: ProviderPreset["region"], rows: readonly PresetRow[]): ProviderPreset[] =>
  rows.map((row) => ({ provider: "openai", ...row, region }));

/** Well-known hosts for the channel form. A preset fills fields in; nothing is looked up in it later but a name. */
export const PROVIDER_PRESETS: readonly ProviderPreset[] = Object.freeze([
  ...inRegion("global", GLOBAL_PRESETS),
  ...inRegion("china", CHINA_PRESETS),
  ...inRegion("local", LOCAL_PRESETS),
]);

export function findPreset(id: string): ProviderPreset | null {
  return PROVIDER_PRESETS.find((preset) => preset.id === id) ?? null;
}
