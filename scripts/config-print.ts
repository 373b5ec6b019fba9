import type { FieldChange } from "@/server/kernel/audit-diff";
import { AppError } from "@/server/kernel/errors";

type Shown = {
  kind: string;
  id: string;
  label: string;
  effect: string;
  changes: readonly FieldChange[];
  faults: readonly { path: string; reason: string; detail: string }[];
  held?: string | null;
  isConflict?: boolean;
  isSecretChanged?: boolean;
  lacksKeys?: boolean;
};

const SIGNS: Record<string, string> = { create: "+", update: "~", delete: "-" };
const VALUE_LENGTH_MAX = 400;

/** What would happen to an object, as lines of a unified list: its head, then each field before and after. */
export function linesOf(object: Shown): string[] {
  const { kind, id, label, effect, changes, faults, held, isConflict, isSecretChanged, lacksKeys } = object;
  const name = label === id || label === "" ? id : `${id} (${label})`;
  const notes = [
    held ? `left alone: ${held}` : "",
    isConflict ? "changed here since the export" : "",
    isSecretChanged ? "secrets differ" : "",
    lacksKeys ? "without keys, so switched off" : "",
  ].filter((note) => note !== "");
  const head = `${SIGNS[effect] ?? " "} ${kind} ${name}${notes.length > 0 ? `  [${notes.join("; ")}]` : ""}`;
  return [head, ...changes.flatMap(changeLines), ...faults.map(faultLine)];
}

function changeLines({ path, before, after }: FieldChange): string[] {
  const field = path === "" ? "" : `${path}: `;
  return [
    ...(isNothing(before) ? [] : [`    - ${field}${written(before)}`]),
    ...(isNothing(after) ? [] : [`    + ${field}${written(after)}`]),
  ];
}

function faultLine({ path, reason, detail }: Shown["faults"][number]): string {
  return `    ! ${[path, reason, detail].filter((part) => part !== "").join(": ")}`;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function written(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;
}

/** A refusal in one line: its reason and what it names. */
export function faultText(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? error.message : String(error);
  const { reason, code, meta = {} } = error;
  const told = Object.entries(meta).map(([name, value]) => `${name}: ${value}`);
  return `${reason ?? code}${told.length > 0 ? ` (${told.join(", ")})` : ""}`;
}
