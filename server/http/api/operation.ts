import { z } from "zod";
import type { Scope } from "@/server/identity/service-token/scope-schema";
import type { ServiceContext } from "@/server/kernel/context";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** A verb that has nothing to tell: answered with 204. */
export const Nothing = z.void();

/** One page of a list, as services give it; it leaves as `{data, has_more, next_cursor}`. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** What a schema describes, as a service may give it: lists that nobody may change are lists too. */
type Given<T> = T extends Date
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Given<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: Given<T[Name]> }
      : T;

type Definition<Input extends z.ZodType, Output extends z.ZodType> = {
  method: Method;
  /** Below /api/v2; `{name}` takes a field of the input. */
  path: string;
  /** Null: open to everybody. */
  scope: Scope | null;
  /** What the token needs besides where the verb asks for the password again. */
  stepUpScope?: Scope;
  summary: string;
  /** The verb's own schema. `version` comes as If-Match, `idempotencyKey` as Idempotency-Key, `cursor` as `after`. */
  input?: Input;
  /** The body is this field of the input. */
  bodyField?: string;
  output: Output;
  status?: 200 | 201 | 202;
};

export type Operation = {
  id: string;
  tag: string;
  method: Method;
  path: string;
  scope: Scope | null;
  stepUpScope: Scope | null;
  summary: string;
  input: z.ZodType | null;
  bodyField: string | null;
  output: z.ZodType;
  status: 200 | 201 | 202 | 204;
  run(ctx: ServiceContext, input: unknown): Promise<unknown>;
};

/**
 * An entry of the table of operations. `verb` is the service function that the console's procedures call: the types hold the
 * answer's schema to what it really gives. `id` names the operation in the document for good.
 */
export function operation<Output extends z.ZodType, Input extends z.ZodType = z.ZodUndefined>(
  id: string,
  definition: Definition<Input, Output> & {
    verb: (ctx: ServiceContext, input: z.output<Input>) => Promise<Given<z.input<Output>>> | Given<z.input<Output>>;
  },
): Omit<Operation, "tag"> {
  const { input, output, verb } = definition;
  return {
    id,
    method: definition.method,
    path: definition.path,
    scope: definition.scope,
    stepUpScope: definition.stepUpScope ?? null,
    summary: definition.summary,
    input: input ?? null,
    bodyField: definition.bodyField ?? null,
    output,
    status: definition.status ?? (output instanceof z.ZodVoid ? 204 : 200),
    run: async (ctx, value) => verb(ctx, value as z.output<Input>),
  };
}

/** Gives operations the heading they stand under in the reference. */
export function tagged(tag: string, operations: readonly Omit<Operation, "tag">[]): Operation[] {
  return operations.map((entry) => ({ ...entry, tag }));
}
