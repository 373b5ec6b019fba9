import { checkLines, readChecks } from "./checks";
import { type Provider, readModels, schemaText } from "./schema-text.mjs";

/** The state the models ask for: the provider's schema without comments, headed by the checks. */
export function currentState(provider: Provider): string {
  const schema = schemaText(readModels(), provider)
    .split("\n")
    .filter((line) => !line.trimStart().startsWith("//"))
    .join("\n");
  return `${checkLines(readChecks())}${schema}`;
}
