import type { ViewState } from "@/server/usage/saved-view/schema";
import type { Column } from "../column";
import { exclusionKey, type FilterDefinition, type FilterDefinitions, type RawFilterValue } from "../filter";
import { parseFilter, serializeFilter } from "../filter-codec";
import { parseLook, type TableLook } from "../use-table-preferences";

export type AppliedView = {
  filters: Record<string, RawFilterValue>;
  look: TableLook;
  /** Names of filters, values and columns that the list does not have any more. */
  missing: string[];
};

/** What a view keeps of a list as it stands. */
export function stateToSave(
  raw: Record<string, RawFilterValue>,
  sort: { field: string; direction: string } | undefined,
  look: TableLook,
): ViewState {
  const set = Object.entries(raw).filter(([, value]) => value !== null);
  return {
    filters: Object.fromEntries(set.map(([key, value]) => [key, serializeFilter(value)])),
    sort: sort ? `${sort.field}.${sort.direction}` : null,
    look,
  };
}

/**
 * What of a view the list can still do. A filter, value or column that is gone is left out and named, so that a view of last
 * year opens with a warning instead of failing.
 */
export function applyState<Row>(
  state: ViewState,
  list: { filters: FilterDefinitions; columns: readonly Column<Row>[] },
): AppliedView {
  const missing: string[] = [];
  const filters: Record<string, RawFilterValue> = {};
  for (const [key, text] of Object.entries(state.filters)) {
    const definition = definitionAt(list.filters, key);
    const value = definition ? parseFilter(definition.kind, text) : null;
    if (!definition || value === null) {
      missing.push(key);
      continue;
    }
    const unknown = unknownValues(definition, value);
    missing.push(...unknown);
    const kept = Array.isArray(value) ? value.filter((item) => !unknown.includes(item)) : value;
    if (unknown.length === 0 || (Array.isArray(kept) && kept.length > 0)) filters[key] = kept;
  }
  const columnIds = new Set(list.columns.map(({ id }) => id));
  const shown = Object.entries(state.look.visibility).flatMap(([id, isVisible]) => (isVisible ? [id] : []));
  const named = new Set([...shown, ...state.look.pinned]);
  missing.push(...[...named].filter((id) => !columnIds.has(id)));
  return { filters, look: parseLook(state.look) ?? EMPTY_LOOK, missing };
}

const EMPTY_LOOK: TableLook = { density: "normal", order: [], visibility: {}, widths: {}, pinned: [] };

function definitionAt(filters: FilterDefinitions, key: string): FilterDefinition | undefined {
  const own = filters[key];
  if (own) return own;
  const excluding = Object.entries(filters).find(
    ([name, filter]) => exclusionKey(name) === key && "canExclude" in filter && filter.canExclude,
  );
  return excluding?.[1];
}

/** Values that a closed list no longer has. Lists that are searched, typed into or not yet loaded are not closed. */
function unknownValues(definition: FilterDefinition, value: RawFilterValue): string[] {
  if (definition.kind !== "options" && definition.kind !== "choice") return [];
  const isOpen = definition.kind === "options" && (definition.acceptsText || definition.onSearch);
  if (isOpen || definition.options.length === 0) return [];
  const known = new Set(definition.options.map((option) => option.value));
  return [value].flat().filter((item): item is string => typeof item === "string" && !known.has(item));
}
