import { browserPatterns } from "@/components/schema-form/patterns";
import {
  checkDefinition,
  type Definition,
  type DefinitionFault,
} from "@/server/configuration/template/definition-schema";
import { isJsonObject } from "@/server/configuration/template/json-schema/json-schema";
import { DefinitionInput } from "@/server/configuration/template/schema";

/** The parts of a definition as they are being written. */
export type DraftTexts = { schema: string; defaults: string; rules: string; secretFields: string };
export const DRAFT_PARTS = ["schema", "defaults", "rules", "secretFields"] as const;
export type DraftPart = (typeof DRAFT_PARTS)[number];

export type ReadDraft = {
  /** Null while a part is no JSON, or not of its shape. */
  definition: Definition | null;
  faults: DefinitionFault[];
};

export const NEW_DRAFT: DraftTexts = {
  schema: JSON.stringify(
    {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: {
        baseUrl: { type: "string", format: "uri", title: "Base URL" },
        apiKey: { type: "string", title: "API key" },
      },
      required: ["baseUrl"],
    },
    null,
    2,
  ),
  defaults: "{}",
  rules: "[]",
  secretFields: '["/apiKey"]',
};

export function draftOf(definition: Definition): DraftTexts {
  const print = (part: DraftPart) => JSON.stringify(definition[part], null, 2);
  return {
    schema: print("schema"),
    defaults: print("defaults"),
    rules: print("rules"),
    secretFields: print("secretFields"),
  };
}

/** Reads what was written, and says what is wrong with it as the server would. */
export function readDraft(texts: DraftTexts): ReadDraft {
  const parts: Record<string, unknown> = {};
  for (const part of DRAFT_PARTS) {
    const value = parse(texts[part]);
    // The editor itself says where the text breaks.
    if (value === undefined) return { definition: null, faults: [] };
    parts[part] = value;
  }
  const parsed = DefinitionInput.omit({ label: true, notes: true }).safeParse(parts);
  if (!parsed.success) return { definition: null, faults: parsed.error.issues.map(toFault) };
  return { definition: parsed.data, faults: checkDefinition(parsed.data, browserPatterns) };
}

type Issue = { path: PropertyKey[]; message: string };

function toFault({ path, message }: Issue): DefinitionFault {
  const [part, ...steps] = path.map(String);
  const known = DRAFT_PARTS.find((one) => one === part) ?? "schema";
  return { part: known, path: steps.map((step) => `/${step}`).join(""), code: "shape", params: { message } };
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) || isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
