import { env } from "@/server/kernel/env";
import type { SettingKey } from "./registry/all";

/** What the environment says of a setting: it decides, and the console shows it with the variable's name. */
export type EnvironmentSource = { name: string; value: unknown };

const SOURCES: Partial<Record<SettingKey, { name: string; read: () => unknown }>> = {
  "site.publicUrl": { name: "APP_URL", read: () => env.appUrl?.replace(/\/+$/, "") },
  "network.upstreamProxy": { name: "UPSTREAM_PROXY", read: () => env.upstreamProxy },
};

/** The variable that decides a setting here, with its value; null where the console does. */
export function findEnvironmentSource(key: string): EnvironmentSource | null {
  const source = SOURCES[key as SettingKey];
  const value = source?.read();
  return source && value !== undefined ? { name: source.name, value } : null;
}
