import { z } from "zod";
import { isJsonObject, type JsonObject } from "./json-schema/json-schema";

/**
 * Any JSON object, as it came: zod's own records drop names such as "__proto__" silently, where a refusal is wanted. Depth
 * and size are checked by the verbs.
 */
export const JsonObjectInput = z
  .unknown()
  .refine(isJsonObject, "object")
  .meta({ type: "object" }) as unknown as z.ZodType<JsonObject, JsonObject>;
