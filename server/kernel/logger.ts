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

/** A logger as this one on another stream: tests read what is logged. */
export function createLogger(level: string, stream?: pino.DestinationStream): pino.Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { role: env.role },
    redact: { paths: REDACTED_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: "[redacted]" },
  };
  return stream ? pino(options, stream) : pino(options);
}

/** Structured logs on standard output, one JSON object a line. */
export const logger = createLogger(env.logLevel);
