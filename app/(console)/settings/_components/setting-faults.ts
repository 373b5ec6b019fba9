import type { z } from "zod";
import { findSettingDefinition } from "@/server/configuration/setting/registry/all";

/** What does not fit in a setting's value: where, as steps into it, and how ("too_small", or the schema's own words). */
export type SettingFault = {
  path: readonly (string | number)[];
  code: string;
  message: string;
  /** The least or the most that would fit; of a text or a list its length. */
  limit?: number;
};

/** Checks a value by the setting's own schema, the one the server refuses by; empty when it fits. */
export function findSettingFaults(key: string, value: unknown): SettingFault[] {
  const result = findSettingDefinition(key)?.schema.safeParse(value);
  if (!result || result.success) return [];
  return result.error.issues.map((issue) => ({
    path: issue.path.filter((step): step is string | number => typeof step !== "symbol"),
    message: issue.message,
    ...wayOf(issue),
  }));
}

const SIZES = { string: "text", array: "list", number: "number", int: "number" } as const satisfies Record<
  string,
  string
>;

/** How it does not fit: a size with its limit, an empty text as missing, anything else by the schema's code. */
function wayOf(issue: z.core.$ZodIssue): Pick<SettingFault, "code" | "limit"> {
  const { code } = issue;
  if (code !== "too_small" && code !== "too_big") return { code };
  const size = SIZES[issue.origin as keyof typeof SIZES];
  if (!size || issue.inclusive === false) return { code };
  const limit = Number(code === "too_small" ? issue.minimum : issue.maximum);
  return code === "too_small" && size === "text" && limit === 1
    ? { code: "required" }
    : { code: `${code}_${size}`, limit };
}

/** The faults inside one part of a value, with the way to them from there. */
export function faultsAt(faults: readonly SettingFault[], step: string | number): SettingFault[] {
  return faults.flatMap((fault) => (fault.path[0] === step ? [{ ...fault, path: fault.path.slice(1) }] : []));
}
