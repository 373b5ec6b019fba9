import { z } from "zod";
import { defineSetting } from "./define";

/** Scheme, host and port, as browsers send it in the header Origin. */
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/;

/** The management API under /api/v2. */
export const apiSettings = [
  defineSetting({
    key: "api.tokenCallsPerMinute",
    schema: z.number().int().min(0).max(1_000_000),
    default: 600,
    page: "limits",
    section: "api",
    unit: "count",
  }),
  defineSetting({
    key: "api.addressCallsPerMinute",
    schema: z.number().int().min(0).max(1_000_000),
    default: 1_200,
    page: "limits",
    section: "api",
    unit: "count",
  }),
  defineSetting({
    key: "api.bodyBytesMax",
    schema: z.number().int().min(1_024).max(16_777_216),
    default: 1_048_576,
    page: "limits",
    section: "api",
    unit: "count",
  }),
  defineSetting({
    key: "api.allowedOrigins",
    schema: z.array(z.string().trim().max(255).regex(ORIGIN, "not an origin such as https://app.example.com")).max(50),
    default: [],
    page: "security",
    section: "api",
  }),
] as const;
