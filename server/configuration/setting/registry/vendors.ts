import { z } from "zod";
import { defineSetting } from "./define";

/** A model's name, or the beginning of one followed by "*". */
const ModelPattern = z
  .string()
  .trim()
  .min(1)
  .max(191)
  .regex(/^[^*\s]*\*?$/, "a model's name, or its beginning and *");

/** Vendors' own ways, for all their channels: what a channel sets itself goes first. */
export const vendorSettings = [
  defineSetting({
    key: "claude.tokensMax",
    // Anthropic refuses a request without a maximum: what is sent for a client that names none.
    schema: z.array(z.object({ model: ModelPattern, tokens: z.number().int().min(1).max(1_000_000) })).max(200),
    default: [],
    page: "channels",
    section: "claude",
  }),
  defineSetting({
    key: "claude.betaByModel",
    schema: z
      .array(
        z.object({
          model: ModelPattern,
          beta: z
            .string()
            .trim()
            .max(500)
            .regex(/^[\w.,: -]+$/, "features separated by commas"),
        }),
      )
      .max(200),
    default: [],
    page: "channels",
    section: "claude",
  }),
  defineSetting({
    key: "claude.thinkingSuffix",
    schema: z.boolean(),
    default: false,
    page: "channels",
    section: "claude",
  }),
  defineSetting({
    key: "claude.thinkingPercent",
    schema: z.number().int().min(10).max(95),
    default: 80,
    page: "channels",
    section: "claude",
    unit: "percent",
  }),
  defineSetting({
    key: "gemini.safety",
    schema: z
      .array(
        z.object({
          category: z.enum([
            "HARM_CATEGORY_HARASSMENT",
            "HARM_CATEGORY_HATE_SPEECH",
            "HARM_CATEGORY_SEXUALLY_EXPLICIT",
            "HARM_CATEGORY_DANGEROUS_CONTENT",
            "HARM_CATEGORY_CIVIC_INTEGRITY",
          ]),
          threshold: z.enum(["OFF", "BLOCK_NONE", "BLOCK_ONLY_HIGH", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_LOW_AND_ABOVE"]),
        }),
      )
      .max(5),
    default: [],
    page: "channels",
    section: "gemini",
  }),
  defineSetting({
    key: "gemini.versions",
    schema: z
      .array(
        z.object({
          model: ModelPattern,
          version: z
            .string()
            .trim()
            .regex(/^v\d+(?:beta|alpha)?$/, "a version such as v1 or v1beta"),
        }),
      )
      .max(200),
    default: [],
    page: "channels",
    section: "gemini",
  }),
  defineSetting({
    key: "gemini.thinkingSuffix",
    schema: z.boolean(),
    default: false,
    page: "channels",
    section: "gemini",
  }),
  defineSetting({
    key: "gemini.thinkingPercent",
    schema: z.number().int().min(10).max(95),
    default: 60,
    page: "channels",
    section: "gemini",
    unit: "percent",
  }),
] as const;
