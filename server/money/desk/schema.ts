import { z } from "zod";

export const DeskFindInput = z.object({ q: z.string().trim().min(2).max(200) });
export type DeskFindInput = z.output<typeof DeskFindInput>;

/** By what a customer was found. */
export const DESK_MATCHES = ["user", "token", "order", "code", "log"] as const;
export type DeskMatch = (typeof DESK_MATCHES)[number];
