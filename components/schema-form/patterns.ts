import { RE2JS } from "re2js";
import { patternMatcher } from "@/server/configuration/template/json-schema/json-schema";

/** The server's engine: a template's pattern means the same here, and cannot hang the page. */
export const browserPatterns = patternMatcher((pattern) => {
  const compiled = RE2JS.compile(pattern);
  return (text) => compiled.matcher(text).find();
});
