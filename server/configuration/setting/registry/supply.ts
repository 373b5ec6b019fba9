import { z } from "zod";
import { isProxyUrl } from "@/server/kernel/proxy-url-schema";
import { defineSetting } from "./define";

/** The shape of an entry, without a scheme or path; what it matches is decided in server/kernel/egress-rule.ts. */
export const ALLOWED_HOST = /^((\*\.)?[^\s/:*]+(:\d{1,5})?|\[?[\da-f:.]+\]?(\/\d{1,3}|:\d{1,5})?)$/i;

const DOMAIN = /^(\*\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

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
    section: "outbound",
  }),
  defineSetting({
    key: "network.upstreamProxy",
    // Calls to upstreams go through it. Empty: they go directly.
    schema: z
      .string()
      .trim()
      .max(1_000)
      .refine((url) => url === "" || isProxyUrl(url), "not an http://, https:// or socks5:// address"),
    default: "",
    page: "network",
    section: "outbound",
    isSecret: true,
  }),
  defineSetting({
    key: "supply.autoDisableEnabled",
    schema: z.boolean(),
    default: true,
    page: "channels",
    section: "switching",
  }),
  defineSetting({
    key: "supply.autoDisableStatuses",
    schema: z.array(z.number().int().min(400).max(599)).max(50),
    default: [401],
    page: "channels",
    section: "switching",
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
    section: "switching",
  }),
  defineSetting({
    key: "supply.autoDisableFailures",
    schema: z.number().int().min(1).max(100),
    default: 3,
    page: "channels",
    section: "switching",
    unit: "count",
  }),
  defineSetting({
    key: "supply.autoDisableWindowSeconds",
    schema: z.number().int().min(10).max(86_400),
    default: 300,
    page: "channels",
    section: "switching",
    unit: "seconds",
  }),
  defineSetting({
    key: "supply.autoEnableEnabled",
    schema: z.boolean(),
    default: false,
    page: "channels",
    section: "switching",
  }),
  defineSetting({
    key: "supply.testTimeoutSeconds",
    schema: z.number().int().min(1).max(300),
    default: 30,
    page: "channels",
    section: "tests",
    unit: "seconds",
  }),
  defineSetting({
    key: "supply.slowTestSeconds",
    // A passed test that took longer counts as failed and switches the channel off. 0: none does.
    schema: z.number().int().min(0).max(300),
    default: 0,
    page: "channels",
    section: "tests",
    unit: "seconds",
  }),
  defineSetting({
    key: "supply.autoTestMinutes",
    // 0: channels are tested by hand only.
    schema: z.number().int().min(0).max(10_080),
    default: 0,
    page: "channels",
    section: "tests",
    unit: "minutes",
  }),
  defineSetting({
    key: "supply.autoTestScope",
    // Never a channel that a person switched off.
    schema: z.enum(["all", "switched_off"]),
    default: "all",
    page: "channels",
    section: "tests",
  }),
  defineSetting({
    key: "supply.affinityMinutes",
    // How long the channel that served a user's model is asked first. 0: every request is drawn anew.
    schema: z.number().int().min(0).max(1_440),
    default: 0,
    page: "channels",
    section: "affinity",
    unit: "minutes",
  }),
  defineSetting({
    key: "supply.affinitySwitchOnSuccess",
    // Another channel that served in place of the kept one becomes the kept one.
    schema: z.boolean(),
    default: true,
    page: "channels",
    section: "affinity",
  }),
  defineSetting({
    key: "network.allowedPorts",
    // Empty: every port.
    schema: z.array(z.number().int().min(1).max(65_535)).max(100),
    default: [],
    page: "network",
    section: "outbound",
  }),
  defineSetting({
    key: "network.domainMode",
    schema: z.enum(["deny", "allow"]),
    default: "deny",
    page: "network",
    section: "outbound",
  }),
  defineSetting({
    key: "network.domains",
    schema: z
      .array(
        z.string().trim().toLowerCase().max(253).regex(DOMAIN, "not a domain such as example.com or *.example.com"),
      )
      .max(1_000),
    default: [],
    page: "network",
    section: "outbound",
  }),
] as const;
