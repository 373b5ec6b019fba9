import { checkLines, readChecks } from "./checks";
import { type Provider, readModels, schemaText } from "./schema-text.mjs";
import { readStorage, storageLines } from "./storage";

/** The state the models ask for: the provider's schema without comments, headed by the checks and the storage. */
export function currentState(provider: Provider): string {
  const schema = schemaText(readModels(), provider)
    .split("\n")
    .filter((line) => !line.trimStart().startsWith("//"))
    .join("\n");
  return `${checkLines(readChecks())}${storageLines(readStorage())}${schema}`;
}
