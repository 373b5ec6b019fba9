export type ModelTraits = {
  /** How thinking is asked for: by a token budget (3.7 to 4.5), by an effort (4.6 on), not at all. */
  thinking: "none" | "budget" | "adaptive";
  /** False from 4.7 on: temperature, top_p and top_k are refused. */
  hasSampling: boolean;
  /** False from 4.1 on: temperature and top_p together are refused. */
  hasBothSampling: boolean;
};

/** `claude-sonnet-4-5-20250929` → 4.5, `claude-3-7-sonnet-latest` → 3.7; null when the name has no version. */
function readVersion(model: string): number | null {
  const numbers = model
    .replace(/^.*claude/, "")
    .split(/[-.@:_/]/)
    .filter((part) => /^\d{1,2}$/.test(part));
  const [major, minor = "0"] = numbers;
  return major === undefined ? null : Number(`${major}.${minor}`);
}

/** What a model accepts, by its version. A name without one counts as the newest: old families are frozen, new ones come. */
export function traitsOf(model: string): ModelTraits {
  const version = readVersion(model) ?? (model.includes("instant") ? 1 : Number.POSITIVE_INFINITY);
  return {
    thinking: version < 3.7 ? "none" : version < 4.6 ? "budget" : "adaptive",
    hasSampling: version < 4.7,
    hasBothSampling: version < 4.1,
  };
}
