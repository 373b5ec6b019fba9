import type { Method, Operation } from "./operation";
import { ProblemError } from "./problem";

export type Match = { operation: Operation; path: Record<string, string> };

type Route = { segments: string[]; byMethod: Map<Method, Operation> };

/** Reads the table once: which operations each address has. */
export function routesOf(operations: readonly Operation[]): Route[] {
  const routes = new Map<string, Route>();
  for (const operation of operations) {
    const shape = operation.path.replace(/\{\w+\}/g, "{}");
    const route = routes.get(shape) ?? { segments: operation.path.slice(1).split("/"), byMethod: new Map() };
    route.byMethod.set(operation.method, operation);
    routes.set(shape, route);
  }
  // Words before names: /channels/bulk is no channel.
  return [...routes.values()].sort((a, b) => parameterCount(a) - parameterCount(b));
}

function parameterCount({ segments }: Route): number {
  return segments.filter(isParameter).length;
}

function isParameter(segment: string): boolean {
  return segment.startsWith("{");
}

/**
 * The operation of a method and address (below /api/v2, as it was sent), with the names in it.
 * Throws ProblemError unknown_path, or method_not_allowed with the methods that the address knows.
 */
export function findOperation(routes: readonly Route[], method: string, path: string): Match {
  const given = path.split("/").slice(1).map(decoded);
  const found = routes.filter((route) => fits(route, given));
  const wanted = method === "HEAD" ? "GET" : method;
  for (const route of found) {
    const operation = route.byMethod.get(wanted as Method);
    if (operation) return { operation, path: namesIn(operation, given) };
  }
  if (found.length === 0) throw new ProblemError("unknown_path", { detail: `There is no ${path.slice(0, 200)}.` });
  const allow = allowedMethods(found).join(", ");
  throw new ProblemError("method_not_allowed", { detail: `This address knows ${allow}.` }, { allow });
}

/** The methods of the address, for OPTIONS; none where there is no such address. */
export function methodsOf(routes: readonly Route[], path: string): string[] {
  const given = path.split("/").slice(1).map(decoded);
  const found = routes.filter((route) => fits(route, given));
  return found.length === 0 ? [] : allowedMethods(found);
}

function allowedMethods(routes: readonly Route[]): string[] {
  const methods = new Set<string>(routes.flatMap((route) => [...route.byMethod.keys()]));
  return [...methods, ...(methods.has("GET") ? ["HEAD"] : []), "OPTIONS"];
}

function fits({ segments }: Route, given: (string | null)[]): boolean {
  if (segments.length !== given.length) return false;
  return segments.every((segment, index) => (isParameter(segment) ? Boolean(given[index]) : segment === given[index]));
}

/** The names of the operation that was asked for: two operations of one address may call them differently. */
function namesIn({ path }: Operation, given: (string | null)[]): Record<string, string> {
  const segments = path.slice(1).split("/");
  const entries = segments.flatMap((segment, index) =>
    isParameter(segment) ? [[segment.slice(1, -1), given[index] ?? ""] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** Null for what is no encoding of anything: it fits no address. */
function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
