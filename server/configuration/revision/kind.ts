import type { z } from "zod";
import type { Permission } from "@/server/identity/permission/schema";
import type { ServiceContext } from "@/server/kernel/context";
import type { RevisionKind } from "./schema";

/** An object as it is now. `content` has no secrets. */
export type LiveObject<Content extends object = object> = { id: string; label: string; content: Content };

export type Application<Content extends object = object> = {
  id: string;
  /** What shall be; null: it shall not be there. */
  content: Content | null;
  reason: string;
  /** Somebody saw that a price moves ten-fold or more, and means it. */
  isJumpConfirmed: boolean;
};

/** The reason of a fault that says: a secret stands in the open here. Such a content is never stored, not even in a draft. */
export const SECRET_CARRIED = "revision.secret_carried";

/** What is wrong with one field (its path; empty: the whole) of a content. `reason` is worded by the catalogues. */
export type Fault = { path: string; reason: string; detail: string };

/**
 * What history, drafts, restore, export and import know of a kind of configurable object. Each noun fulfils it in its own
 * `configurable.ts`, by its own service verbs, so that no way in has rules of its own; `kinds.ts` lists them.
 */
export type ConfigurableKind<Content extends object = object> = {
  kind: RevisionKind;
  permissions: { read: Permission; manage: Permission };
  /** Of the content: drafts, imports and restored states are parsed with it, so an old state that no longer fits is refused with the reason. */
  schema: z.ZodType<Content>;
  /** Fields of the content that only show, by marks, that there are secrets: nothing that is applied ever touches those. */
  marks?: readonly string[];
  find(ctx: ServiceContext, id: string): Promise<LiveObject<Content> | null>;
  list(ctx: ServiceContext): Promise<LiveObject<Content>[]>;
  /** What the schema cannot know: whether the content fits this very object. */
  check?(ctx: ServiceContext, object: { id: string; content: Content }): Promise<Fault[]>;
  /** What takes longer than a transaction may wait, before it begins: names to resolve, addresses to look at. Throws as `apply` does. */
  prepare?(ctx: ServiceContext, object: { id: string; content: Content }): Promise<void>;
  /**
   * Makes an object be what the content says: creates, updates, brings back or deletes it by the noun's verbs, which authorise,
   * validate, revise and raise the counters. The caller has compared the revision number in the same transaction.
   * Out: the id, which is a new one where the noun makes its ids itself and `id` is not taken.
   */
  apply(tx: ServiceContext, application: Application<Content>): Promise<{ id: string }>;
  /** The same for several objects whose rules look at each other; without it they are applied one by one. */
  applyTogether?(tx: ServiceContext, applications: Application<Content>[]): Promise<void>;
};
