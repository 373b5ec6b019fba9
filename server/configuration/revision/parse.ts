import type { z } from "zod";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import type { Fault } from "./kind";
import { type AnyKind, findKind } from "./kinds";
import type { ObjectRef } from "./schema";

/** The kind of an object. Throws BAD_INPUT (revision.kind_unknown) for one that this build does not know. */
export function kindOf({ kind }: Pick<ObjectRef, "kind">): AnyKind {
  const found = findKind(kind);
  if (found) return found;
  throw new AppError("BAD_INPUT", { reason: "revision.kind_unknown", meta: { kind } });
}

export type Parsed = { content: object | null; faults: Fault[] };

/** A content as its kind's schema makes it, with what does not fit. Null stands for "shall not be there" and always fits. */
export async function parseContent(ctx: ServiceContext, object: ObjectRef, content: object | null): Promise<Parsed> {
  if (content === null) return { content, faults: [] };
  const kind = kindOf(object);
  const parsed = kind.schema.safeParse(content);
  if (!parsed.success) return { content: null, faults: faultsOf(parsed.error) };
  const faults = (await kind.check?.(ctx, { id: object.id, content: parsed.data })) ?? [];
  return { content: parsed.data, faults };
}

/** What a schema has against a value. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.map((issue) => ({
    path: issue.path.join("."),
    reason: "revision.invalid",
    detail: issue.message,
  }));
}

const NAMED_MAX = 5;

/** The refusal of contents that do not fit: names the object and its first fields. */
export function unfit(label: string, faults: readonly Fault[]): AppError {
  const named = faults.slice(0, NAMED_MAX).map(({ path, detail }) => (path === "" ? detail : `${path}: ${detail}`));
  const fields = faults.map(({ path }) => path).join(", ");
  return new AppError("BAD_INPUT", {
    reason: "revision.unfit",
    meta: { label, fields: fields.slice(0, 500), detail: named.join("; ").slice(0, 1_000) },
  });
}
