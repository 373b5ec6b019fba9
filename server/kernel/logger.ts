import pino from "pino";
import { env } from "./env";

/** Field names whose values never reach a log line or an audit event. */
export const REDACTED_FIELDS = [
  "password",
  "passwordHash",
  "secret",
  "key",
  "hash",
  "authorization",
  "cookie",
] as const;

/** Structured logs on standard output, one JSON object a line. */
export const logger = pino({
  level: env.logLevel,
  base: { role: env.role },
  redact: { paths: REDACTED_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: "[redacted]" },
});
