/** Whether a token may use a model. */
export type ModelMatcher = (model: string) => boolean;

/**
 * What a token's model limits allow: whole names, and beginnings of names with a star at the end ("gpt-4o*"). Out: null
 * for no limits, which is every model.
 */
export function modelMatcher(limits: readonly string[]): ModelMatcher | null {
  if (limits.length === 0) return null;
  const names = new Set(limits.filter((limit) => !limit.endsWith("*")));
  const beginnings = limits.filter((limit) => limit.endsWith("*")).map((limit) => limit.slice(0, -1));
  return (model) => names.has(model) || beginnings.some((beginning) => model.startsWith(beginning));
}
