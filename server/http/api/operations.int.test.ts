import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { AppError } from "@/server/kernel/errors";
import { eachEngine } from "@/server/testing/database";
import type { Operation } from "./operation";
import { OPERATIONS } from "./operations/all";
import type { Json } from "./schema-json";
import { fitting, HOSTILE, type KnownNames, spoilt } from "./testing/arbitrary";
import { type Answer, callApi, document, faultsOf, type Sent } from "./testing/client";
import { ALL_SCOPES, makeSite, type Site, tokenOf } from "./testing/site";

// No upstream exists here, so what asks one is told so at once, whatever this machine's network is.
vi.mock("@/server/kernel/egress-fetch", async (importOriginal) => ({
  ...(await importOriginal<object>()),
  egressFetch: () => Promise.reject(new AppError("UPSTREAM", { reason: "egress.unreachable" })),
}));

/** The same calls in every run, so that a failure can be looked at again. */
const SEED = 20_261_122;
// What an answer looks like is the same on each database: there one of each is enough.
const RUNS = {
  sqlite: { valid: 3, hostile: 7 },
  postgresql: { valid: 1, hostile: 1 },
  mysql: { valid: 1, hostile: 1 },
} as const;

type Parameter = { name: string; in: string; required?: boolean; schema: Json };

/** The parts of a call: by parameter, as `in name`, and the body. */
type Parts = Record<string, unknown>;

const describedAs = (operation: Operation) => document.paths[operation.path][operation.method.toLowerCase()];

/** Calls of an operation as the document describes them. */
function callsOf(operation: Operation, known: KnownNames): fc.Arbitrary<Parts> {
  const described = describedAs(operation);
  const parameters: Parameter[] = described.parameters;
  const fields = parameters.map(({ name, in: place, schema }) => [`${place} ${name}`, fitting(schema, known, name)]);
  const schema: Json | undefined = described.requestBody?.content["application/json"].schema;
  const required = parameters.filter((parameter) => parameter.required === true);
  return fc.record(
    { ...Object.fromEntries(fields), ...(schema ? { body: fitting(schema, known) } : {}) },
    { requiredKeys: [...required.map(({ name, in: place }) => `${place} ${name}`), ...(schema ? ["body"] : [])] },
  );
}

function sentOf(operation: Operation, parts: Parts, token: string): Sent {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  let path = operation.path;
  for (const [part, value] of Object.entries(parts)) {
    const [place, name = ""] = part.split(" ");
    if (place === "path") path = path.replace(`{${name}}`, () => encoded(value));
    if (place === "header") headers[name.toLowerCase()] = headerText(value);
    if (place === "query") for (const item of Array.isArray(value) ? value : [value]) query.append(name, asText(item));
  }
  const address = query.size > 0 ? `${path}?${query}` : path;
  const isBodiless = operation.method === "GET" || operation.method === "DELETE";
  return { method: operation.method, path: address, token, headers, ...(isBodiless ? {} : { body: parts.body ?? {} }) };
}

const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)).toWellFormed();
const encoded = (value: unknown) => encodeURIComponent(asText(value)) || "-";
/** Header values are visible ASCII: anything else never gets to a server. */
const headerText = (value: unknown) =>
  asText(value)
    .replace(/[^\x20-\x7e]/g, "?")
    .slice(0, 4_000);

/** What an operation may answer when there is nobody at the other end. */
const isUpstream = (answer: Answer) => answer.status === 502 && answer.body?.code === "upstream";

function expectPromiseKept(operation: Operation, answer: Answer): void {
  const text = `${operation.method} ${operation.path}: ${answer.status} ${answer.text.slice(0, 500)}`;
  if (!isUpstream(answer)) expect(answer.status, text).toBeLessThan(500);
  expect(faultsOf(operation, answer), text).toEqual([]);
}

eachEngine("each operation", (database) => {
  let site: Site;
  beforeAll(async () => {
    site = await makeSite(database.db);
  }, 120_000);

  describe("reads what is there", () => {
    const reads = OPERATIONS.filter(({ method }) => method === "GET");
    test.each(reads.map((operation) => [operation.id, operation] as const))("%s", async (_id, operation) => {
      const [sample] = fc.sample(callsOf(operation, site.known), 1);
      const required = Object.entries(sample ?? {}).filter(
        ([part]) => !part.startsWith("query") || isRequired(operation, part),
      );
      const answer = await callApi(sentOf(operation, Object.fromEntries(required), site.token));
      expectPromiseKept(operation, answer);
    });
  });

  describe("refuses a token without its scope, and one that is no token", () => {
    const guarded = OPERATIONS.filter(({ scope }) => scope !== null);
    let others: Map<string, string>;
    beforeAll(async () => {
      const scopes = new Set(guarded.map(({ scope }) => scope));
      const pairs = [...scopes].map(async (scope) => {
        const rest = ALL_SCOPES.filter((name) => name !== scope);
        return [String(scope), (await tokenOf(database.db, "root", rest)).secret] as const;
      });
      others = new Map(await Promise.all(pairs));
    });

    test.each(guarded.map((operation) => [operation.id, operation] as const))("%s", async (_id, operation) => {
      const path = operation.path.replace(/\{\w+\}/g, "x");
      const { method } = operation;
      const nobody = await callApi({ method, path });
      expect([nobody.status, nobody.body?.code]).toEqual([401, "unauthenticated"]);
      const other = await callApi({ method, path, token: others.get(String(operation.scope)) ?? "" });
      expect([other.status, other.body?.code, other.body?.scope]).toEqual([403, "insufficient_scope", operation.scope]);
    });
  });

  describe("does what its scope is for, and needs no other", () => {
    const guarded = OPERATIONS.filter(({ scope }) => scope !== null);
    test.each(guarded.map((operation) => [operation.id, operation] as const))("%s", async (_id, operation) => {
      const scopes = [operation.scope, operation.stepUpScope].filter((scope) => scope !== null);
      const { secret } = await tokenOf(database.db, "root", scopes);
      const calls = fc.sample(callsOf(operation, site.known), { numRuns: 3, seed: SEED });
      for (const parts of calls) {
        const answer = await callApi(sentOf(operation, parts, secret));
        const text = `${operation.id}: ${answer.text.slice(0, 300)}`;
        expect(answer.body?.reason, text).not.toBe("common.forbidden");
        expect(answer.body?.code, text).not.toBe("step_up_required");
      }
    });
  });

  describe("answers anything by the document and never fails", () => {
    // What takes things away comes last, so that there is something to change until then.
    const ordered = [...OPERATIONS].sort((a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"));
    test.each(ordered.map((operation) => [operation.id, operation] as const))("%s", async (_id, operation) => {
      const valid = callsOf(operation, site.known);
      await fc.assert(
        fc.asyncProperty(valid, async (parts) => {
          expectPromiseKept(operation, await callApi(sentOf(operation, parts, site.token)));
        }),
        { numRuns: RUNS[database.engine].valid, seed: SEED },
      );
      await fc.assert(
        fc.asyncProperty(valid.chain(spoilt), async (parts) => {
          const sent = sentOf(operation, parts as Parts, site.token);
          expectPromiseKept(operation, await callApi(sent));
        }),
        { numRuns: RUNS[database.engine].hostile, seed: SEED },
      );
    });
  });
});

function isRequired(operation: Operation, part: string): boolean {
  const parameters: Parameter[] = describedAs(operation).parameters;
  return parameters.some(({ name, in: place, required }) => required === true && `${place} ${name}` === part);
}

test("hostile values are of every kind JSON has", () => {
  const kinds = new Set(
    HOSTILE.map((value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value)),
  );
  expect([...kinds].sort()).toEqual(["array", "boolean", "null", "number", "object", "string"]);
});
