import type { GroupRules } from "../snapshot";

/** A group that costs what models cost and that nobody but its own accounts may choose, for tests. */
export function testGroup(over: Partial<GroupRules> = {}): GroupRules {
  return { ratio: "1", accountRatios: {}, isSelectable: false, added: new Set(), removed: new Set(), ...over };
}
