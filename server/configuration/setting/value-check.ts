import { AppError } from "@/server/kernel/errors";
import { contentRuleFault } from "./content-rule";

/**
 * Checks what a setting's schema, which browsers share, cannot know. Out: the value. Throws BAD_INPUT (setting.invalid, with
 * the key, and in which line is what).
 */
export function checkedValue(key: string, value: unknown): unknown {
  if (key === "content.rules" && Array.isArray(value)) {
    for (const [index, line] of value.entries()) {
      const fault = contentRuleFault(String(line));
      if (fault === null) continue;
      const detail = `line ${index + 1}, ${String(line).slice(0, 60)}: ${fault}`;
      throw new AppError("BAD_INPUT", { reason: "setting.invalid", meta: { key, detail } });
    }
  }
  return value;
}
