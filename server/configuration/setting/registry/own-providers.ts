import { z } from "zod";
import { defineSetting } from "./define";
import { ALLOWED_HOST } from "./supply";

const PROVIDERS_MAX = 200;
/** 1,000 US dollars a request: beyond it somebody has mistaken the unit. */
const FEE_UNITS_MAX = 500_000_000;

/** Providers that customers bring themselves: whether they may, how many, what a request costs, and where they may lie. */
export const ownProviderSettings = [
  defineSetting({
    key: "providers.ownEnabled",
    schema: z.boolean(),
    default: true,
    page: "channels",
    section: "ownProviders",
  }),
  defineSetting({
    key: "providers.ownMax",
    schema: z.number().int().min(1).max(PROVIDERS_MAX),
    default: 10,
    page: "channels",
    section: "ownProviders",
    unit: "count",
  }),
  defineSetting({
    key: "providers.feeUnits",
    // Of each request that a customer's own provider serves; whatever is left of it is the customer's own bill elsewhere.
    schema: z.number().int().min(0).max(FEE_UNITS_MAX),
    default: 0,
    page: "channels",
    section: "ownProviders",
    unit: "quotaUnits",
  }),
  defineSetting({
    key: "providers.ownAllowedHosts",
    schema: z
      .array(z.string().trim().max(255).regex(ALLOWED_HOST, "not a host, host:port, *.suffix or CIDR range"))
      .max(200),
    default: [],
    page: "channels",
    section: "ownProviders",
  }),
] as const;
