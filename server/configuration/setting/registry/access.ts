import { z } from "zod";
import { defineSetting } from "./define";

/** Which groups keys are served by. */
export const accessSettings = [
  defineSetting({
    key: "access.enforceTokenGroups",
    /**
     * When a key's group is refused at a request because its account may no longer choose it. "removed": once the account's
     * own group takes it away by name. That is the default, since it can only be meant so, while a group that is merely not
     * open to all is where an administrator may have put a key on purpose. "all": whenever the account could not choose it
     * now, such keys among them. "off": a key keeps its group for ever.
     */
    schema: z.enum(["off", "removed", "all"]),
    default: "removed",
    page: "prices",
    section: "groups",
  }),
  defineSetting({
    key: "access.autoGroups",
    // In the order in which a key with the group "auto" tries them; empty: there is no such group to choose.
    schema: z
      .array(z.string().trim().min(1).max(64))
      .max(50)
      .refine((names) => new Set(names).size === names.length, "a group is listed twice"),
    default: [],
    page: "prices",
    section: "groups",
  }),
  defineSetting({
    key: "access.newTokensUseAutoGroup",
    schema: z.boolean(),
    default: false,
    page: "prices",
    section: "groups",
  }),
] as const;
