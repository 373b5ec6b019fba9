import { KINDS } from "../revision/kinds";
import type { PlannedObject } from "./plan";
import type { DocumentSecrets } from "./schema";

/** What a step changes in its one transaction: short enough that nobody waits for it. */
const STEP_OBJECTS_MAX = 25;
const LABEL_LENGTH_MAX = 80;

export type ImportStep = { label: string; objects: PlannedObject[] };

/**
 * Cuts an import into steps, in the order in which changes are made: what others name first, deletions last and the other
 * way round. Settings stay together, because their rules look at each other.
 */
export function cutIntoSteps(changing: readonly PlannedObject[]): ImportStep[] {
  const kinds = KINDS.map(({ kind }) => kind);
  return [
    ...kinds.flatMap((kind) => chunksOf(changing.filter((one) => one.kind === kind && one.effect !== "delete"))),
    ...kinds
      .toReversed()
      .flatMap((kind) => chunksOf(changing.filter((one) => one.kind === kind && one.effect === "delete"))),
  ];
}

function chunksOf(objects: readonly PlannedObject[]): ImportStep[] {
  const size = objects[0]?.kind === "setting" ? objects.length : STEP_OBJECTS_MAX;
  const steps: ImportStep[] = [];
  for (let start = 0; start < objects.length; start += size) {
    const chunk = objects.slice(start, start + size);
    steps.push({ label: labelOf(chunk), objects: chunk });
  }
  return steps;
}

function labelOf(objects: readonly PlannedObject[]): string {
  const [first, last] = [objects[0], objects.at(-1)].map((object) => object?.label.slice(0, LABEL_LENGTH_MAX) ?? "");
  const kind = objects[0]?.kind ?? "";
  return objects.length === 1 ? `${kind} ${first}` : `${kind} ${first} … ${last} (${objects.length})`;
}

/** Of a document's secrets, those of some objects. */
export function secretsOf(objects: readonly PlannedObject[], secrets: DocumentSecrets): DocumentSecrets {
  const ids = (kind: PlannedObject["kind"]) =>
    new Set(objects.filter((object) => object.kind === kind).map(({ documentId }) => documentId));
  const only = <Value>(values: Record<string, Value>, kept: ReadonlySet<string | null>) =>
    Object.fromEntries(Object.entries(values).filter(([id]) => kept.has(id)));
  return {
    settings: only(secrets.settings, ids("setting")),
    channels: only(secrets.channels, ids("channel")),
    configs: only(secrets.configs, ids("config")),
  };
}
