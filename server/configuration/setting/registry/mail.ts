import { z } from "zod";
import { defineSetting } from "./define";

/** The server that sends mails, and what is sent without being asked for. */
export const mailSettings = [
  defineSetting({
    key: "mail.host",
    schema: z
      .string()
      .trim()
      .max(253)
      .regex(/^[a-z0-9._:-]*$/i),
    default: "",
    page: "mail",
    section: "server",
  }),
  defineSetting({
    key: "mail.port",
    schema: z.number().int().min(1).max(65_535),
    default: 587,
    page: "mail",
    section: "server",
  }),
  defineSetting({
    key: "mail.security",
    // starttls: begins in the clear and must switch to TLS; tls: encrypted from the first byte, mostly port 465.
    schema: z.enum(["starttls", "tls", "none"]),
    default: "starttls",
    page: "mail",
    section: "server",
  }),
  defineSetting({
    key: "mail.verifiesCertificate",
    schema: z.boolean(),
    default: true,
    page: "mail",
    section: "server",
  }),
  defineSetting({
    key: "mail.account",
    schema: z.string().trim().max(191),
    default: "",
    page: "mail",
    section: "server",
  }),
  defineSetting({
    key: "mail.password",
    schema: z.string().max(500),
    default: "",
    page: "mail",
    section: "server",
    isSecret: true,
  }),
  defineSetting({
    key: "mail.forcesLogin",
    schema: z.boolean(),
    default: false,
    page: "mail",
    section: "server",
  }),
  defineSetting({
    key: "mail.from",
    schema: z
      .string()
      .trim()
      .max(191)
      .regex(/^([^\s@<>"]+@[^\s@<>"]+)?$/),
    default: "",
    page: "mail",
    section: "server",
  }),
  defineSetting({
    key: "mail.lowBalanceUnits",
    // Kept below what a JSON number holds exactly.
    schema: z.number().int().min(0).max(1_000_000_000_000),
    default: 0,
    page: "mail",
    section: "reminders",
    unit: "quotaUnits",
  }),
] as const;
