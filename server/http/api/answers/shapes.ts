import { z } from "zod";

/** An account, named. */
export const PersonRef = z.object({ id: z.string(), username: z.string() });

export const Person = PersonRef.extend({ displayName: z.string() });

/** How one record of many fared. */
export const Outcome = z.object({
  id: z.string(),
  label: z.string(),
  outcome: z.enum(["done", "skipped", "failed"]),
  reason: z.string().nullable(),
});

/** Nothing was done yet: a second person has to approve it. */
export const Waiting = z.object({ status: z.literal("waiting"), approvalId: z.string() });

/** What If-Match has to say next time. */
export const NewVersion = z.object({ version: z.number().int() });

export const Changed = z.object({ isChanged: z.boolean() });

export const Created = z.object({ id: z.string() });
