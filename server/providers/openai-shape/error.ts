import { asNumber, asObject, asString, parseJson } from "../json-value";
import { type ErrorFields, wordsOfPlainBody } from "../upstream-error";

/** Error fields from OpenAI's `{ error: {…} }` and the variants its relatives send (`{ error: "…" }`, `{ message }`, `{ detail }`). */
export function readOpenAiError(body: string): ErrorFields {
  const root = asObject(parseJson(body));
  if (!root) return { message: wordsOfPlainBody(body), code: null, type: null, param: null };
  const error = asObject(root.error) ?? root;
  const detail = Array.isArray(error.detail) ? JSON.stringify(error.detail) : asString(error.detail);
  return {
    message: asString(error.message) ?? asString(root.error) ?? detail ?? asString(error.msg),
    code: asString(error.code) ?? asNumber(error.code)?.toString() ?? null,
    type: asString(error.type),
    param: asString(error.param),
  };
}
