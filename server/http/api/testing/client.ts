import { Validator } from "@cfworker/json-schema";
import { openApiDocument } from "../document";
import { handleApi } from "../handle";
import type { Operation } from "../operation";
import { OPERATIONS } from "../operations/all";
import type { Json } from "../schema-json";

export type Sent = {
  method: string;
  path: string;
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Sent as it is, whatever it is. */
  text?: string;
  ip?: string;
};

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> | null; text: string };

export const document = JSON.parse(JSON.stringify(openApiDocument(OPERATIONS)));

/** Sends one call through the real handler. */
export async function callApi(sent: Sent): Promise<Answer> {
  const { method, path, token, body, headers, text, ip } = sent;
  const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(`http://console/api/v2${path}`, {
    method,
    headers: {
      "x-forwarded-for": ip ?? "203.0.113.7",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(payload === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(payload === undefined ? {} : { body: payload }),
  });
  const response = await handleApi(request);
  const answer = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && answer !== "" ? JSON.parse(answer) : null,
    text: answer,
  };
}

const validators = new Map<string, Validator>();

/** What is wrong with an answer by the published document; empty when it keeps its promise. */
export function faultsOf(operation: Operation, answer: Answer): string[] {
  const described = document.paths[operation.path][operation.method.toLowerCase()].responses[String(answer.status)];
  if (!described) return [`status ${answer.status} is not in the document: ${answer.text.slice(0, 300)}`];
  const isProblem = answer.status >= 400;
  const type = isProblem ? "application/problem+json" : "application/json";
  const schema: Json | undefined = isProblem ? document.components.schemas.Problem : described.content?.[type]?.schema;
  if (!schema) return answer.text === "" ? [] : ["a body where none is promised"];
  if (answer.headers.get("content-type") !== type) return [`content type ${answer.headers.get("content-type")}`];
  const key = `${operation.id} ${isProblem ? "problem" : answer.status}`;
  const validator = validators.get(key) ?? new Validator(schema as object, "2020-12", false);
  validators.set(key, validator);
  return validator.validate(answer.body).errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
}
