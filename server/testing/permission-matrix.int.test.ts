import { TRPCError } from "@trpc/server";
import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { can, type Permission, ROLES, type Role } from "@/server/identity/permission/schema";
import { AppError } from "@/server/kernel/errors";
import type { RequestContext } from "@/server/trpc/context";
import { appRouter, createCaller } from "@/server/trpc/root";
import { eachEngine } from "./database";
import { signedInAs } from "./people";
import { sampleInput } from "./sample-input";

/** What the verbs under test asked the table of rights, in order. */
const asked = vi.hoisted(() => [] as string[]);

vi.mock("@/server/kernel/authorize", async (importOriginal) => {
  const original = await importOriginal<typeof import("@/server/kernel/authorize")>();
  return {
    ...original,
    authorize: (...[ctx, permission]: Parameters<typeof original.authorize>) => {
      asked.push(permission);
      original.authorize(ctx, permission);
    },
    // A verb that answers less to those without a wider right asks first; a yes is a permission it then rests on.
    isAllowed: (...[ctx, permission]: Parameters<typeof original.isAllowed>) => {
      const isGranted = original.isAllowed(ctx, permission);
      if (isGranted) asked.push(permission);
      return isGranted;
    },
  };
});

/** Open to people who are not signed in. A new one is a decision, so it is written here by hand. */
const PUBLIC = new Set([
  "mailCode.requestEmailCode",
  "mailCode.requestReset",
  "mailCode.resetPassword",
  "registration.register",
  "setting.public",
  "setup.createRoot",
  "setup.get",
  "site.get",
  "site.page",
]);

/** What only a person can make up for a schema with a rule of its own. */
const SAMPLES: Record<string, unknown> = {};

/** Rights that would hurt most if a line of the table slipped: written a second time, to be changed on purpose only. */
const HELD_BY = {
  "user.setRole": ["root", "admin"],
  "user.delete": ["root", "admin"],
  "user.resetPassword": ["root", "admin"],
  "ledger.adjust": ["root", "admin", "operator"],
  "order.complete": ["root", "admin", "operator"],
  "order.refund": ["root", "admin", "operator"],
  "payment.replay": ["root", "admin", "operator"],
  "retention.hold": ["root", "admin"],
  "retention.run": ["root"],
  "revision.restore": ["root", "admin"],
  "revision.restoreMoment": ["root", "admin"],
  "draft.publish": ["root", "admin"],
  "setting.update": ["root"],
  "setup.saveSite": ["root"],
  "token.disable": ["root", "admin", "operator", "support", "user"],
} as const satisfies Record<string, readonly Role[]>;

type Procedure = { _def: { inputs?: unknown[] } };
const PROCEDURES = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

function inputOf(path: string, procedure: Procedure): { value: unknown } | undefined {
  if (path in SAMPLES) return { value: SAMPLES[path] };
  const schema = procedure._def.inputs?.[0];
  return schema instanceof z.ZodType ? sampleInput(schema) : { value: undefined };
}

/** Calls a procedure by its path; gives the refusal, or null when it was let through (even if it failed later on). */
async function refusalOf(path: string, service: RequestContext["service"], input: unknown): Promise<string | null> {
  const caller = createCaller({ requestId: "req_test", ip: "", userAgent: "", service });
  const target = path.split(".").reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], caller);
  try {
    await (target as (input: unknown) => Promise<unknown>)(input);
    return null;
  } catch (error) {
    if (error instanceof TRPCError && error.code === "UNAUTHORIZED") return "signed out";
    const cause = error instanceof TRPCError ? error.cause : undefined;
    if (cause instanceof AppError && cause.reason === "common.forbidden") return "forbidden";
    if (cause instanceof z.ZodError) throw new Error(`the sample for ${path} does not fit its schema`);
    return null;
  }
}

eachEngine("role × procedure", (database) => {
  beforeEach(() => {
    asked.length = 0;
  });

  for (const [path, procedure] of PROCEDURES) {
    const input = inputOf(path, procedure);

    test(`${path} has an input to be called with`, () => {
      expect(input, `add a sample for ${path} to SAMPLES`).toBeDefined();
    });

    if (PUBLIC.has(path)) continue;

    test(`${path} is closed to people who are not signed in`, async () => {
      expect(await refusalOf(path, null, input?.value)).toBe("signed out");
      expect(asked).toEqual([]);
    });

    test.each(ROLES)(`${path} obeys the table of rights for %s`, async (role) => {
      const { ctx } = await signedInAs(database.db, role);
      const refusal = await refusalOf(path, ctx, input?.value);
      expect(asked.length, `${path} never asked for a permission`).toBeGreaterThan(0);
      const isGranted = asked.every((permission) => can(role, permission as Permission));
      expect(refusal).toBe(isGranted ? null : "forbidden");
      if (path in HELD_BY) {
        const holders: readonly Role[] = HELD_BY[path as keyof typeof HELD_BY];
        expect(refusal).toBe(holders.includes(role) ? null : "forbidden");
      }
    });
  }
});
