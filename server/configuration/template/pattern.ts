import { RE2JS } from "re2js";
import { patternMatcher } from "./json-schema/json-schema";

/** Patterns of templates, by RE2: linear in the text whatever the pattern, and without look-around and back references. */
export const linearPatterns = patternMatcher((pattern) => {
  const compiled = RE2JS.compile(pattern);
  return (text) => compiled.matcher(text).find();
});
