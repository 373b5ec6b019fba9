import { z } from "zod";
import type { ConfigTemplateVersion } from "@/prisma/generated/sqlite/client";
import type { Definition } from "./definition-schema";
import { JsonObjectInput } from "./json-object-schema";
import { FieldPath, TemplateRule } from "./rules-schema";
import type { DefinitionInput } from "./schema";

const StoredRules = z.array(TemplateRule);
const StoredPaths = z.array(FieldPath);

type StoredParts = Pick<ConfigTemplateVersion, "schema" | "defaults" | "rules" | "secretFields">;

/** The definition of a stored version. What a later product added to a rule has its default. */
export function readDefinition(row: StoredParts): Definition {
  return {
    schema: JsonObjectInput.parse(JSON.parse(row.schema)),
    defaults: JsonObjectInput.parse(JSON.parse(row.defaults)),
    rules: StoredRules.parse(JSON.parse(row.rules)),
    secretFields: StoredPaths.parse(JSON.parse(row.secretFields)),
  };
}

/** A stored version in the form it was put in. */
export function readVersion(row: StoredParts & { label: string; notes: string }): DefinitionInput {
  return { label: row.label, ...readDefinition(row), notes: row.notes };
}

/** A definition as columns. */
export function writeDefinition(definition: DefinitionInput): StoredParts & { label: string; notes: string } {
  const { label, notes, schema, defaults, rules, secretFields } = definition;
  return {
    label,
    notes,
    schema: JSON.stringify(schema),
    defaults: JSON.stringify(defaults),
    rules: JSON.stringify(rules),
    secretFields: JSON.stringify([...new Set(secretFields)].sort()),
  };
}
