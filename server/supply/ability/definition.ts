/** What a channel's abilities follow from. */
export type AbilityDefinition = {
  channelId: string;
  status: string;
  isDeleted: boolean;
  hasEnabledKey: boolean;
  models: readonly string[];
  groups: readonly string[];
  priority: number;
  weight: number;
  tag: string | null;
};

export type AbilityRow = {
  groupName: string;
  model: string;
  channelId: string;
  isEnabled: boolean;
  priority: number;
  weight: number;
  tag: string | null;
};

/** The rows a channel must have: one for each of its groups and models; a deleted channel has none. */
export function abilityRowsOf(definition: AbilityDefinition): AbilityRow[] {
  if (definition.isDeleted) return [];
  const { channelId, priority, weight, tag } = definition;
  const isEnabled = definition.status === "enabled" && definition.hasEnabledKey;
  return [...new Set(definition.groups)].flatMap((groupName) =>
    [...new Set(definition.models)].map((model) => ({
      groupName,
      model,
      channelId,
      isEnabled,
      priority,
      weight,
      tag,
    })),
  );
}

export type AbilityDifference = { added: AbilityRow[]; removed: AbilityRow[]; isRestChanged: boolean };

/** What turns the rows there are into the rows there must be. What both have is changed in place, never taken away. */
export function compareAbilities(current: readonly AbilityRow[], wanted: readonly AbilityRow[]): AbilityDifference {
  const currentByKey = new Map(current.map((row) => [keyOf(row), row]));
  const wantedKeys = new Set(wanted.map(keyOf));
  const kept = wanted.filter((row) => currentByKey.has(keyOf(row)));
  return {
    added: wanted.filter((row) => !currentByKey.has(keyOf(row))),
    removed: current.filter((row) => !wantedKeys.has(keyOf(row))),
    isRestChanged: kept.some((row) => !isSame(row, currentByKey.get(keyOf(row)))),
  };
}

function keyOf(row: AbilityRow): string {
  return JSON.stringify([row.groupName, row.model]);
}

function isSame(left: AbilityRow, right: AbilityRow | undefined): boolean {
  return (
    left.isEnabled === right?.isEnabled &&
    left.priority === right.priority &&
    left.weight === right.weight &&
    left.tag === right.tag
  );
}
