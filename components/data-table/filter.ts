import type { ListOption } from "../ui/option-list";

type Base = {
  label: string;
  /** Always in the toolbar; the others are under "Filter" until they are used. */
  isPrimary?: boolean;
};

export type FilterDefinition =
  /** The search box. At most one a table. */
  | { kind: "search"; placeholder: string }
  /** Exact or contained text: an id, an address. */
  | (Base & { kind: "text"; placeholder?: string; isMono?: boolean })
  /** Any of the chosen. */
  | (Base & {
      kind: "options";
      options: readonly ListOption[];
      onSearch?: (query: string) => void;
      isLoading?: boolean;
      /** What is typed counts as well as what is listed: an id, a name, a beginning with `*`. */
      acceptsText?: boolean;
      /** Values can be kept out too; those stand under the key with `Not` behind it. */
      canExclude?: boolean;
    })
  /** Exactly one of the choices. */
  | (Base & { kind: "choice"; options: readonly ListOption[] })
  | (Base & { kind: "boolean"; yes?: string; no?: string })
  /**
   * From–to; presets stay relative in the URL and move with each refresh. With a fall-back there is always a range: it
   * frames the list rather than filters it, and clearing the filters leaves it alone.
   */
  | (Base & { kind: "dateRange"; fallback?: RangePreset })
  /** Whole or decimal numbers, both ends included. The query takes `factor` times what people read and type. */
  | (Base & { kind: "numberRange"; unit?: string; step?: number; factor?: number });

export type FilterDefinitions = Record<string, FilterDefinition>;

export const RANGE_PRESETS = ["15m", "1h", "24h", "7d", "30d"] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];
export const PRESET_MS = {
  "15m": 900_000,
  "1h": 3_600_000,
  "24h": 86_400_000,
  "7d": 604_800_000,
  "30d": 2_592_000_000,
} as const satisfies Record<RangePreset, number>;

/** A range as the URL has it. */
export type DateRange = { preset: RangePreset } | { from: number | null; to: number | null };
export type NumberRange = { min: number | null; max: number | null };

/** A range as a query takes it: instants, either end open. */
type ResolvedDateRange = { from: Date | undefined; to: Date | undefined };

type OptionValue<D> = D extends { options: readonly { value: infer Value extends string }[] } ? Value : string;

/** What a page hands to its query: undefined where a filter is not set. */
type FilterValue<D extends FilterDefinition> = D extends { kind: "options" }
  ? OptionValue<D>[]
  : D extends { kind: "choice" }
    ? OptionValue<D>
    : D extends { kind: "boolean" }
      ? boolean
      : D extends { kind: "dateRange" }
        ? ResolvedDateRange
        : D extends { kind: "numberRange" }
          ? { min: number | undefined; max: number | undefined }
          : string;

type Chosen<Definitions extends FilterDefinitions> = {
  [Key in keyof Definitions]: FilterValue<Definitions[Key]> | undefined;
};
type Excluded<Definitions extends FilterDefinitions> = {
  [Key in keyof Definitions as Definitions[Key] extends { canExclude: true } ? `${Key & string}Not` : never]:
    | FilterValue<Definitions[Key]>
    | undefined;
};
export type FilterValues<Definitions extends FilterDefinitions> = Chosen<Definitions> & Excluded<Definitions>;

/** Where the values stand that a filter keeps out. */
export function exclusionKey(key: string): string {
  return `${key}Not`;
}

/** What one filter holds in the URL; null: not set. */
export type RawFilterValue = string | string[] | boolean | DateRange | NumberRange | null;

/** Keeps the literal types of options, so that `values.status` is `("enabled" | "disabled")[]`. */
export function defineFilters<const Definitions extends FilterDefinitions>(definitions: Definitions): Definitions {
  return definitions;
}
