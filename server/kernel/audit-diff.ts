/** One changed field. A value is null where the field was absent. */
export type FieldChange = { path: string; before: unknown; after: unknown };

const REDACTED = "[redacted]";
const SECRET_FIELD = /(^|\.)(password|passwordHash|secret|secrets|key|keys|hash|apiKey|token)$/i;
const UNINTERESTING = new Set(["updatedAt", "version", "searchText"]);
const VALUE_LENGTH_MAX = 2_000;

/**
 * The fields that differ between two states of a record, in the order of their names. Nested objects are compared by path
 * ("settings.apiVersion"), arrays as wholes. Secrets show only that they changed, and long texts their beginning; states that
 * hold none (`mayHoldSecrets: false`) show every field as it is, however it is called.
 */
export function diffFields(
  before: object | null,
  after: object | null,
  { textLengthMax = VALUE_LENGTH_MAX, mayHoldSecrets = true } = {},
): FieldChange[] {
  const left = flatten(before);
  const right = flatten(after);
  const paths = [...new Set([...left.keys(), ...right.keys()])].sort();
  return paths
    .filter((path) => JSON.stringify(left.get(path)) !== JSON.stringify(right.get(path)))
    .map((path) => {
      const isSecret = mayHoldSecrets && SECRET_FIELD.test(path);
      const show = (value: unknown) => shown(value, { isSecret, textLengthMax });
      return { path, before: show(left.get(path)), after: show(right.get(path)) };
    });
}

function flatten(value: object | null, prefix = "", into = new Map<string, unknown>()): Map<string, unknown> {
  for (const [name, field] of Object.entries(value ?? {})) {
    if (prefix === "" && UNINTERESTING.has(name)) continue;
    const path = prefix === "" ? name : `${prefix}.${name}`;
    if (isPlainObject(field)) flatten(field, path, into);
    else if (field !== undefined) into.set(path, plain(field));
  }
  return into;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** BigInt and dates as text, so that a difference can be kept as JSON. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  return value;
}

function shown(value: unknown, { isSecret, textLengthMax }: { isSecret: boolean; textLengthMax: number }): unknown {
  if (value === undefined || value === null) return null;
  if (isSecret) return REDACTED;
  if (typeof value === "string" && value.length > textLengthMax) return `${value.slice(0, textLengthMax)}…`;
  return value;
}
