import { z } from "zod";
import { ScopeSchema } from "./scope-schema";

const scopes = z.array(ScopeSchema).min(1).max(100).optional();

/** Either a name and password, or a service token. `scopes` asks for less than one has. */
export const IssueAccessInput = z.union([
  z.object({ name: z.string().trim().min(1).max(191), password: z.string().min(1).max(200), scopes }),
  z.object({ serviceToken: z.string().min(8).max(200), scopes }),
]);
export type IssueAccessInput = z.output<typeof IssueAccessInput>;

export const RefreshAccessInput = z.object({
  refreshToken: z.string().min(16).max(2_000),
  /** The name of the call: the same one again is the same call, whose answer was lost. */
  idempotencyKey: z.string().max(128).optional(),
});
export type RefreshAccessInput = z.output<typeof RefreshAccessInput>;

/** One of the tokens that were given out; the session behind it ends, and with it all its tokens. */
export const RevokeAccessInput = z.object({ token: z.string().min(16).max(2_000) });

export const AccessGranted = z.object({
  accessToken: z.string(),
  tokenType: z.literal("Bearer"),
  /** Seconds. */
  expiresIn: z.number().int(),
  /** Good for one use. Null for a service token: it is worth a new access token itself. */
  refreshToken: z.string().nullable(),
  scopes: z.array(ScopeSchema),
});
export type AccessGranted = z.output<typeof AccessGranted>;
