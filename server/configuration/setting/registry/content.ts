import { z } from "zod";
import { defineSetting } from "./define";

const RULES_MAX = 20_000;

/** What may not be asked, or answered. */
export const contentSettings = [
  defineSetting({ key: "content.checkPrompts", schema: z.boolean(), default: false, page: "content" }),
  defineSetting({ key: "content.checkAnswers", schema: z.boolean(), default: false, page: "content" }),
  defineSetting({
    key: "content.rules",
    // One a line: a word, or "regex:" and a pattern, which content-rule.ts checks.
    schema: z.array(z.string().trim().min(1).max(500)).max(RULES_MAX),
    default: [],
    page: "content",
  }),
] as const;
