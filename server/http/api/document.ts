import { isSensitiveScope, rolesOf, SCOPE_NAMES } from "@/server/identity/service-token/scope-schema";
import { listKindOf } from "./answer";
import { HEADER_FIELDS, headerFieldsOf, needsKey } from "./input";
import type { Operation } from "./operation";
import { PROBLEMS, type ProblemCode } from "./problem";
import { type Json, wireSchema } from "./schema-json";
import { bare, snakeCase } from "./wire";

/** Any part of the document that is no schema. */
type Part = Record<string, unknown>;

/** Raised by hand with what is added; what is there stays as it is for as long as the address says v2. */
const VERSION = "2.0.0";

const DESCRIPTION = `The management API. It does what the console does, by the same rules.

Authenticate with \`Authorization: Bearer <token>\`: a service token (\`gsk_…\`, made in the console) or an access token from
\`POST /auth/token\`. What a call may do is the right of the token's owner, cut to the scope that stands beside the operation.
Scopes marked as sensitive stand for the password that the console asks for again.

Amounts of quota are decimal text in quota units (1/500,000 US dollar). Instants are RFC 3339 in UTC. Lists are read with
\`limit\` and \`after\` (the \`next_cursor\` of the page before). A record that has a version carries it as ETag; changes need it
in \`If-Match\`. A POST with an \`Idempotency-Key\` is done once, and gives the same answer for 24 hours.`;

/** The OpenAPI 3.1 document of a table of operations. */
export function openApiDocument(operations: readonly Operation[]): Part {
  const paths: Record<string, Record<string, Part>> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.method.toLowerCase()] = describe(operation);
    paths[operation.path] = path;
  }
  return {
    openapi: "3.1.0",
    info: { title: "Gatehouse management API", version: VERSION, description: DESCRIPTION },
    servers: [{ url: "/api/v2" }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", description: scopeTable() } },
      schemas: { Problem: PROBLEM_SCHEMA },
      responses: Object.fromEntries(Object.entries(PROBLEMS).map(([code, kind]) => [code, problemAnswer(kind.title)])),
      headers: {
        RequestId: { description: "Names the call in the server's log and audit trail.", schema: { type: "string" } },
      },
    },
  };
}

function scopeTable(): string {
  const rows = SCOPE_NAMES.map(
    (scope) => `| \`${scope}\` | ${isSensitiveScope(scope) ? "yes" : ""} | ${rolesOf(scope).join(", ")} |`,
  );
  return ["| Scope | Sensitive | Of use to |", "| --- | --- | --- |", ...rows].join("\n");
}

const PROBLEM_SCHEMA: Json = {
  type: "object",
  description: "RFC 9457. Programs decide by `code`.",
  required: ["type", "title", "status", "code", "request_id"],
  properties: {
    type: { type: "string", description: "A page that explains the code." },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(PROBLEMS) },
    detail: { type: "string" },
    reason: { type: "string", description: "The rule that stands against it, such as user.username_taken." },
    meta: { type: "object", description: "The parameters of the reason." },
    request_id: { type: "string" },
    scope: { type: "string" },
    limit_bytes: { type: "integer" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "code"],
        properties: { path: { type: "string" }, code: { type: "string" } },
      },
    },
  },
};

function problemAnswer(description: string): Part {
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return { description, headers: { "x-request-id": { $ref: "#/components/headers/RequestId" } }, content };
}

function describe(operation: Operation): Part {
  const input = operation.input ? wireSchema(operation.input, "input") : null;
  const names = pathNames(operation);
  const isQuery = operation.method === "GET" || operation.method === "DELETE";
  const body = isQuery || !input ? null : bodyOf(operation, input, names);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.scope === null ? { security: [] } : scopesOfOperation(operation)),
    parameters: [
      ...names.map((name) => pathParameter(name, input)),
      ...(isQuery && input ? queryParameters(operation, input, names) : []),
      ...headerParameters(operation),
    ],
    ...(body ? { requestBody: { required: isRequired(body), content: { "application/json": { schema: body } } } } : {}),
    responses: { [operation.status]: successOf(operation), ...problemsOf(operation) },
  };
}

function scopesOfOperation({ scope, stepUpScope }: Operation): Part {
  const needed = `Scope: \`${scope}\`${stepUpScope ? `; where the console asks for the password also \`${stepUpScope}\`` : ""}`;
  return {
    description: needed,
    "x-scope": scope,
    ...(stepUpScope ? { "x-step-up-scope": stepUpScope } : {}),
  };
}

function pathNames({ path }: Operation): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}

function pathParameter(name: string, input: Json | null): Part {
  return { name, in: "path", required: true, schema: input?.properties?.[name] ?? { type: "string" } };
}

function queryParameters(operation: Operation, input: Json, taken: readonly string[]): Part[] {
  const headerNames = headerFieldsOf(operation).map(snakeCase);
  const fields = Object.entries(input.properties ?? {}).filter(
    ([name]) => !taken.includes(name) && !headerNames.includes(name),
  );
  return fields.map(([name, schema]) => ({
    name: name === "cursor" ? "after" : name,
    in: "query",
    ...(input.required?.includes(name) ? { required: true } : {}),
    ...(schema.type === "array" ? { style: "form", explode: true } : {}),
    schema,
  }));
}

function headerParameters(operation: Operation): Part[] {
  const own: Part[] = headerFieldsOf(operation).map((field) => ({
    name: HEADER_FIELDS[field],
    in: "header",
    required: field === "version" || needsKey(operation),
    description: field === "version" ? "The record's ETag, in quotes." : "A name of your own for this call.",
    schema: field === "version" ? { type: "string", pattern: '^"\\d{1,9}"$' } : IDEMPOTENCY_KEY,
  }));
  const isOptional = operation.method === "POST" && operation.scope !== null && own.length === 0;
  const isMissing = !own.some(({ name }) => name === HEADER_FIELDS.idempotencyKey);
  if (operation.method !== "POST" || operation.scope === null || !isMissing) return own;
  return [
    ...own,
    {
      name: HEADER_FIELDS.idempotencyKey,
      in: "header",
      required: false,
      description: isOptional ? "Does the call once." : "Does the call once; If-Match guards it besides.",
      schema: IDEMPOTENCY_KEY,
    },
  ];
}

const IDEMPOTENCY_KEY: Json = { type: "string", minLength: 8, maxLength: 128, pattern: "^[!-~]+$" };

function bodyOf(operation: Operation, input: Json, names: readonly string[]): Json | null {
  if (operation.bodyField !== null) return input.properties?.[snakeCase(operation.bodyField)] ?? null;
  if (!input.properties) return input;
  const hidden = new Set([...names, ...headerFieldsOf(operation).map(snakeCase)]);
  const properties = Object.entries(input.properties).filter(([name]) => !hidden.has(name));
  if (properties.length === 0) return null;
  const required = input.required?.filter((name) => !hidden.has(name)) ?? [];
  const { required: _all, ...rest } = input;
  return {
    ...rest,
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
  };
}

function isRequired(body: Json): boolean {
  return (body.required?.length ?? 0) > 0 || body.anyOf !== undefined;
}

function successOf(operation: Operation): Part {
  const headers = { "x-request-id": { $ref: "#/components/headers/RequestId" } };
  if (operation.status === 204) return { description: "Done.", headers };
  return { description: "Done.", headers, content: { "application/json": { schema: answerSchema(operation) } } };
}

function answerSchema(operation: Operation): Json {
  const kind = listKindOf(operation);
  const schema = wireSchema(bare(operation.output) as Operation["output"], "output");
  if (kind === null) return schema;
  const items = kind === "array" ? schema : (schema.properties?.items ?? {});
  const { items: _items, next_cursor: _cursor, ...rest } = schema.properties ?? {};
  return {
    type: "object",
    required: ["data", "has_more", "next_cursor", ...(schema.required ?? []).filter((name) => name in rest)],
    properties: {
      data: items,
      has_more: { type: "boolean" },
      next_cursor: { type: ["string", "null"], description: "`after` of the next page." },
      ...rest,
    },
  };
}

/** Any operation may be refused in these ways: what a rule says against it, no schema tells. */
const ALWAYS: readonly ProblemCode[] = [
  "bad_input",
  "not_found",
  "conflict",
  "refused",
  "rate_limited",
  "internal",
  "upstream",
  "unavailable",
];
const WRITING: readonly ProblemCode[] = ["stale_version", "payload_too_large", "unsupported_media_type"];

function problemsOf(operation: Operation): Part {
  const codes = [...ALWAYS, ...(operation.method === "GET" ? [] : WRITING)];
  codes.push("unauthenticated");
  if (operation.scope !== null) codes.push("insufficient_scope");
  if (headerFieldsOf(operation).includes("version")) codes.push("version_required");
  const byStatus = codes.map((code) => [PROBLEMS[code].status, { $ref: `#/components/responses/${code}` }] as const);
  return Object.fromEntries(byStatus);
}
