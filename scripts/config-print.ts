import type { FieldChange } from "@/server/kernel/audit-diff";
import { english, objectFaultText } from "./config-words";

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
  const t = english();
  const notes = [
    held ? t(`document.import.held.${held}`) : "",
    isConflict ? t("document.import.isConflict") : "",
    isSecretChanged ? t("document.import.secretChanged") : "",
    lacksKeys ? t("document.import.lacksKeys") : "",
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

function faultLine(fault: Shown["faults"][number]): string {
  return `    ! ${objectFaultText(fault)}`;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function written(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;
}
