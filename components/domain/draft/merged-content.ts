import { type MergeChoice, type MergeField, mergedValue } from "@/components/form/merge-fields";
import { readPath, writePath } from "@/server/configuration/revision/field-path-schema";

type Json = Record<string, unknown>;

/**
 * What a draft's change becomes once it is merged: the state in force now, with the fields that the draft changed and that
 * were chosen from it. A field that the draft took away is taken away.
 */
export function mergedContent(
  sides: { mine: object; theirs: object },
  fields: readonly MergeField[],
  choices: Readonly<Record<string, MergeChoice>>,
): Json {
  const result = structuredClone(sides.theirs) as Json;
  for (const field of fields) {
    const value = mergedValue(field, choices[field.path]);
    if (JSON.stringify(value) === JSON.stringify(field.theirs)) continue;
    const isMine = JSON.stringify(value) === JSON.stringify(field.mine);
    writePath(result, field.path, isMine ? readPath(sides.mine, field.path) : value);
  }
  return result;
}
