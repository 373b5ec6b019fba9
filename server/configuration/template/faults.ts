import { AppError } from "@/server/kernel/errors";
import type { Fault } from "./json-schema/json-schema";

const LISTED_MAX = 20;

/**
 * A refusal that names what does not fit: the first fault in the sentence, the first twenty as JSON in `faults`
 * ([{path, code}]), for a form or a caller of the API to show where they belong.
 */
export function faultsError(reason: string, field: string, faults: readonly (Fault & { part?: string })[]): AppError {
  const [first] = faults;
  const listed = faults.slice(0, LISTED_MAX).map(({ path, code, part }) => ({ path, code, ...(part ? { part } : {}) }));
  return new AppError("BAD_INPUT", {
    reason,
    meta: {
      field,
      count: faults.length,
      path: `${first?.part ?? ""}${first?.path ?? ""}` || "/",
      rule: first?.code ?? "",
      faults: JSON.stringify(listed),
    },
  });
}
