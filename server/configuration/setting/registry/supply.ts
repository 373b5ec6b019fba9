import { z } from "zod";
import { defineSetting } from "./define";

/** The shape of an entry, without a scheme or path; what it matches is decided in server/kernel/egress-rule.ts. */
const ALLOWED_HOST = /^((\*\.)?[^\s/:*]+(:\d{1,5})?|\[?[\da-f:.]+\]?(\/\d{1,3}|:\d{1,5})?)$/i;

/** Channels: where requests may go, tests, and switching failing ones off and on. */
export const supplySettings = [
  defineSetting({
    key: "network.allowedHosts",
    // Hosts, host:port, *.suffix or CIDR that outbound requests may reach although they are private.
    schema: z
      .array(z.string().trim().max(255).regex(ALLOWED_HOST, "not a host, host:port, *.suffix or CIDR range"))
      .max(200),
    default: [],
    page: "network",
  }),
  defineSetting({
    key: "supply.autoDisableEnabled",
    schema: z.boolean(),
    default: true,
    page: "channels",
  }),
  defineSetting({
    key: "supply.autoDisableStatuses",
    schema: z.array(z.number().int().min(400).max(599)).max(50),
    default: [401],
    page: "channels",
  }),
  defineSetting({
    key: "supply.autoDisableKeywords",
    schema: z.array(z.string().trim().toLowerCase().min(3).max(200)).max(100),
    default: [
      "credit balance is too low",
      "organization has been disabled",
      "exceeded your current quota",
      "permission denied",
      "security token included in the request is invalid",
      "operation not allowed",
      "account is not authorized",
    ],
    page: "channels",
  }),
  defineSetting({
    key: "supply.autoDisableFailures",
    schema: z.number().int().min(1).max(100),
    default: 3,
    page: "channels",
    unit: "count",
  }),
  defineSetting({
    key: "supply.autoDisableWindowSeconds",
    schema: z.number().int().min(10).max(86_400),
    default: 300,
    page: "channels",
    unit: "seconds",
  }),
  defineSetting({
    key: "supply.autoEnableEnabled",
    schema: z.boolean(),
    default: false,
    page: "channels",
  }),
  defineSetting({
    key: "supply.testTimeoutSeconds",
    schema: z.number().int().min(1).max(300),
    default: 30,
    page: "channels",
    unit: "seconds",
  }),
] as const;
