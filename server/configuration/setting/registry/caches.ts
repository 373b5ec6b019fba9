import { z } from "zod";
import { defineSetting } from "./define";

/** How long processes keep what they could read again. Nothing of it is in force longer than what it was made of. */
export const cacheSettings = [
  defineSetting({
    key: "caches.sharedKeyMinutes",
    // Of keys in Redis, where there is one. Nodes know for an hour which accounts changed, and use nothing older. 0: none is kept.
    schema: z.number().int().min(0).max(60),
    default: 5,
    page: "general",
    section: "caches",
    unit: "minutes",
  }),
  defineSetting({
    key: "caches.activityMinutes",
    // Of the usage of hours and days that are over. Each process keeps its own.
    schema: z.number().int().min(1).max(1_440),
    default: 60,
    page: "general",
    section: "caches",
    unit: "minutes",
  }),
  defineSetting({
    key: "identity.mailCodeMinutes",
    schema: z.number().int().min(1).max(60),
    default: 10,
    page: "general",
    section: "caches",
    unit: "minutes",
  }),
] as const;
