import { PERMISSIONS, type Permission } from "@/server/identity/permission/schema";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, type AppErrorMeta } from "@/server/kernel/errors";
import { applyObjects, prepareObjects, type Wanted } from "../revision/apply";
import { inOneChange } from "../revision/one-change";

/** Carries what was read out of the transaction that it rolls back. */
class Rehearsed<T> extends Error {
  constructor(readonly result: T) {
    super("rolled back after a rehearsal");
  }
}

type Rehearsal<T> = {
  isJumpConfirmed: boolean;
  /** What to look at while the changes are in force in this transaction, and nowhere else. */
  read: (tx: ServiceContext) => Promise<T>;
};

/**
 * Makes objects be what they shall be, looks at what follows, and takes everything back: nobody ever sees it. Throws what
 * publishing would throw. Out: what was looked at.
 */
export async function rehearse<T>(
  ctx: ServiceContext,
  wanted: readonly Wanted[],
  { isJumpConfirmed, read }: Rehearsal<T>,
): Promise<T> {
  const prepared = await prepareObjects(ctx, wanted);
  return takeBack(ctx, async (tx) => {
    await applyObjects(tx, prepared, { reason: "", isJumpConfirmed });
    return read(tx);
  });
}

/** Runs work as one change and takes everything back. Out: what it answered; what it throws passes through. */
export async function takeBack<T>(ctx: ServiceContext, work: (tx: ServiceContext) => Promise<T>): Promise<T> {
  try {
    return await inOneChange(ctx, async (tx): Promise<never> => {
      throw new Rehearsed(await work(tx));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.result as T;
    throw error;
  }
}

export type Refusal = { code: string; reason: string; meta: AppErrorMeta };

const JUMPS = new Set(["price.jump", "setting.price_jump"]);

export type Outcome<T> = {
  /** Why it would be refused; null: it would go through. */
  refusal: Refusal | null;
  /** It needs a yes to this price that moves ten-fold or more. */
  jump: Refusal | null;
  /** It asks for the password. */
  isStepUpNeeded: boolean;
  after: T | null;
};

/** Rehearses, and again past what a person could say yes to, so that the effects behind it are seen, too. */
export async function tryOut<T>(
  ctx: ServiceContext,
  attempt: (ctx: ServiceContext, isJumpConfirmed: boolean) => Promise<T>,
): Promise<Outcome<T>> {
  const outcome: Outcome<T> = { refusal: null, jump: null, isStepUpNeeded: false, after: null };
  for (;;) {
    try {
      const asked = outcome.isStepUpNeeded ? steppedUp(ctx) : ctx;
      outcome.after = await attempt(asked, outcome.jump !== null);
      return outcome;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const refusal = { code: error.code, reason: error.reason ?? "common.internal", meta: error.meta ?? {} };
      if (JUMPS.has(refusal.reason) && outcome.jump === null) outcome.jump = refusal;
      else if (error.code === "STEP_UP_REQUIRED" && !outcome.isStepUpNeeded) outcome.isStepUpNeeded = true;
      else return { ...outcome, refusal };
    }
  }
}

/** As if the password was asked for just now: for a rehearsal, which leaves nothing, and for work whose author was asked when it began. */
export function steppedUp(ctx: ServiceContext): ServiceContext {
  if (ctx.actor.kind === "system") return ctx;
  const permissions = ctx.actor.grant?.permissions ?? new Set(Object.keys(PERMISSIONS) as Permission[]);
  return { ...ctx, actor: { ...ctx.actor, grant: { permissions, isSensitive: true } } };
}
