import { AppError } from "@/server/kernel/errors";
import { isSecretMask } from "@/server/kernel/secret-mask-schema";
import { findEnvironmentSource } from "./environment";
import type { SettingDefinition } from "./registry/define";

const VALUE_BYTES_MAX = 1_048_576;
/** Deeper than any setting is; what is nested further was made to exhaust the reader. */
const DEPTH_MAX = 32;
/** As names of fields these reach into every object of the process. */
const POLLUTING_NAMES = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Refuses what must never be stored, whatever the setting's own schema says: BAD_INPUT with setting.too_large,
 * setting.unsafe_name, setting.masked_secret; PRECONDITION_FAILED (setting.from_environment) where the console has no say.
 */
export function requireStorableValue(definition: SettingDefinition, value: unknown): void {
  const { key } = definition;
  const source = findEnvironmentSource(key);
  if (source) {
    throw new AppError("PRECONDITION_FAILED", {
      reason: "setting.from_environment",
      meta: { key, variable: source.name },
    });
  }
  requireSafeShape(key, value, 0);
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? "");
  if (bytes > VALUE_BYTES_MAX) {
    throw new AppError("BAD_INPUT", { reason: "setting.too_large", meta: { key, limitMib: 1 } });
  }
  if (definition.isSecret && typeof value === "string" && isSecretMask(value)) {
    throw new AppError("BAD_INPUT", { reason: "setting.masked_secret", meta: { key } });
  }
}

function requireSafeShape(key: string, value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > DEPTH_MAX) throw new AppError("BAD_INPUT", { reason: "setting.too_deep", meta: { key, max: DEPTH_MAX } });
  for (const [name, part] of Object.entries(value)) {
    if (POLLUTING_NAMES.has(name)) {
      throw new AppError("BAD_INPUT", { reason: "setting.unsafe_name", meta: { key, name } });
    }
    requireSafeShape(key, part, depth + 1);
  }
}
