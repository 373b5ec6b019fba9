import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { ScopeSchema } from "./scope-schema";

/** How every service token begins, so that scanners of leaked secrets can tell it. */
export const SERVICE_TOKEN_PREFIX = "gsk_";
export const SERVICE_TOKENS_MAX = 50;

export const SERVICE_TOKEN_STATES = ["active", "expired", "revoked"] as const;
export type ServiceTokenState = (typeof SERVICE_TOKEN_STATES)[number];

const ServiceTokenId = z.string().startsWith("svt_").max(32);

export const CreateServiceTokenInput = z.object({
  name: z.string().trim().min(1).max(64),
  scopes: z
    .array(ScopeSchema)
    .min(1)
    .max(100)
    .transform((scopes) => [...new Set(scopes)].sort()),
  /** Null: until it is revoked. */
  expiresAt: z.date().nullable(),
  /** Addresses and CIDR ranges it may be used from; none: from anywhere. */
  allowedIps: z.array(z.string().trim().min(2).max(64)).max(200).default([]),
});
export type CreateServiceTokenInput = z.output<typeof CreateServiceTokenInput>;

export const ListServiceTokensInput = PageInput.extend({
  /** "all" needs the right to manage other people's tokens. */
  owner: z.enum(["mine", "all"]).default("mine"),
  search: z.string().trim().max(191).optional(),
});
export type ListServiceTokensInput = z.output<typeof ListServiceTokensInput>;

export const ServiceTokenIdInput = z.object({ id: ServiceTokenId });
