import type { Json } from "./schema-json";

type Operation = Json & {
  parameters?: (Json & { name: string; in: string; required?: boolean; schema: Json })[];
  requestBody?: { content: Record<string, { schema: Json }>; required?: boolean };
  responses: Record<string, { content?: Record<string, { schema: Json }> }>;
};
type Document = { paths: Record<string, Record<string, Operation>> };

/**
 * What programs written for one document would trip over in another: operations, inputs and answer fields that are gone, new
 * inputs that must be sent, types and choices that became narrower for inputs or wider for answers. One sentence each.
 */
export function breakingChanges(before: Document, after: Document): string[] {
  return Object.entries(before.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, old]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      return now ? operationChanges(name, old, now) : [`${name} is gone`];
    }),
  );
}

function operationChanges(name: string, old: Operation, now: Operation): string[] {
  return [
    ...parameterChanges(name, old, now),
    ...bodyChanges(name, old, now),
    ...Object.entries(old.responses)
      .filter(([status]) => status.startsWith("2"))
      .flatMap(([status, answer]) => {
        const after = now.responses[status];
        if (!after) return [`${name} does not answer ${status} any more`];
        const schema = answer.content?.["application/json"]?.schema;
        const next = after.content?.["application/json"]?.schema;
        if (!schema) return [];
        return next
          ? schemaChanges({ at: `${name} answer`, old: schema, now: next, side: "output" })
          : [`${name} answers nothing any more`];
      }),
  ];
}

function parameterChanges(name: string, old: Operation, now: Operation): string[] {
  const known = old.parameters ?? [];
  const present = now.parameters ?? [];
  const find = (list: typeof known, wanted: (typeof known)[number]) =>
    list.find((entry) => entry.name === wanted.name && entry.in === wanted.in);
  return [
    ...known.flatMap((parameter) => {
      const next = find(present, parameter);
      const at = `${name} ${parameter.in} ${parameter.name}`;
      if (!next) return [`${at} is gone`];
      const isStricter = next.required === true && parameter.required !== true;
      return [
        ...(isStricter ? [`${at} must be sent now`] : []),
        ...schemaChanges({ at, old: parameter.schema, now: next.schema, side: "input" }),
      ];
    }),
    ...present
      .filter((parameter) => parameter.required === true && !find(known, parameter))
      .map((parameter) => `${name} ${parameter.in} ${parameter.name} is new and must be sent`),
  ];
}

function bodyChanges(name: string, old: Operation, now: Operation): string[] {
  const before = old.requestBody?.content["application/json"]?.schema;
  const after = now.requestBody?.content["application/json"]?.schema;
  if (!before) return now.requestBody?.required === true ? [`${name} takes a body that must be sent`] : [];
  return after
    ? schemaChanges({ at: `${name} body`, old: before, now: after, side: "input" })
    : [`${name} takes no body any more`];
}

type Pair = { at: string; old: Json; now: Json; side: "input" | "output" };

/** Inputs may only become wider, answers only richer. */
function schemaChanges(pair: Pair): string[] {
  const { at, old, now, side } = pair;
  if (old.anyOf ?? old.oneOf) return alternativeChanges(pair);
  return [
    ...typeChanges(pair),
    ...choiceChanges(pair),
    ...fieldChanges(pair),
    ...(old.items && now.items ? schemaChanges({ at: `${at}[]`, old: old.items, now: now.items, side }) : []),
  ];
}

function alternativeChanges({ at, old, now, side }: Pair): string[] {
  const before = alternativesOf(old);
  const after = alternativesOf(now);
  // Each way to say it before must still be one; each answer now must be one that was promised.
  const [given, accepted] = side === "input" ? [before, after] : [after, before];
  return given.flatMap((one, index) => {
    const fits = accepted.some((other) => {
      const [from, to] = side === "input" ? [one, other] : [other, one];
      return schemaChanges({ at, old: from, now: to, side }).length === 0;
    });
    return fits ? [] : [`${at}: alternative ${index + 1} ${side === "input" ? "is not taken any more" : "is new"}`];
  });
}

function alternativesOf(schema: Json): Json[] {
  return schema.anyOf ?? (schema.oneOf as Json[] | undefined) ?? [schema];
}

function typesOf({ type }: Json): string[] {
  if (type === undefined) return [];
  return Array.isArray(type) ? type : [type];
}

function typeChanges({ at, old, now, side }: Pair): string[] {
  const [before, after] = [typesOf(old), typesOf(now)];
  const isWithin = (inner: string[], outer: string[]) =>
    outer.length === 0 || (inner.length > 0 && inner.every((type) => outer.includes(type) || isNumber(type, outer)));
  const isFine = side === "input" ? isWithin(before, after) : isWithin(after, before);
  return isFine ? [] : [`${at} was ${before.join(" or ") || "anything"} and is ${after.join(" or ") || "anything"}`];
}

function isNumber(type: string, outer: string[]): boolean {
  return type === "integer" && outer.includes("number");
}

function choiceChanges({ at, old, now, side }: Pair): string[] {
  // New choices in an answer are no break: programs are told to expect them.
  if (side === "output" || !now.enum) return [];
  if (!old.enum) return [`${at} takes only some values now`];
  const gone = old.enum.filter((value) => !now.enum?.includes(value));
  return gone.length === 0 ? [] : [`${at} does not take ${gone.join(", ")} any more`];
}

function fieldChanges({ at, old, now, side }: Pair): string[] {
  const after = now.properties ?? {};
  const kept = Object.entries(old.properties ?? {}).flatMap(([name, schema]) => {
    const next = after[name];
    if (!next) return [`${at}.${name} is gone`];
    return schemaChanges({ at: `${at}.${name}`, old: schema, now: next, side });
  });
  const required = now.required ?? [];
  const before = old.required ?? [];
  if (side === "input") {
    const stricter = required.filter((name) => !before.includes(name));
    return [...kept, ...stricter.map((name) => `${at}.${name} must be sent now`)];
  }
  const vaguer = before.filter((name) => name in after && !required.includes(name));
  return [...kept, ...vaguer.map((name) => `${at}.${name} may be missing now`)];
}
