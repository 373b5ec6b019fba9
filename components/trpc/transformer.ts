import superjson from "superjson";

/**
 * superjson, but a filter that is not set is left out of the address instead of being spelled out as "undefined": a list
 * with twenty of them would otherwise make a URL of two kilobytes.
 */
export const transformer = {
  input: {
    serialize: (value: unknown) => superjson.serialize(withoutUndefined(value)),
    deserialize: superjson.deserialize,
  },
  output: superjson,
};

function withoutUndefined(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, withoutUndefined(field)]),
  );
}
