import fc from "fast-check";
import { expect, test } from "vitest";
import { type AbilityDefinition, type AbilityRow, abilityRowsOf, compareAbilities } from "./definition";

const name = fc.constantFrom("a", "b", "c", "d/e", '"');
const definition: fc.Arbitrary<AbilityDefinition> = fc.record({
  channelId: fc.constant("chn_1"),
  status: fc.constantFrom("enabled", "disabled", "auto_disabled"),
  isDeleted: fc.boolean(),
  hasEnabledKey: fc.boolean(),
  models: fc.array(name),
  groups: fc.array(name),
  priority: fc.integer({ min: -2, max: 2 }),
  weight: fc.integer({ min: 0, max: 2 }),
  tag: fc.option(name),
});

const sorted = (rows: AbilityRow[]) => rows.map((row) => JSON.stringify(row)).sort();

test("a channel serves each of its models in each of its groups, once", () => {
  const rows = abilityRowsOf({
    channelId: "chn_1",
    status: "enabled",
    isDeleted: false,
    hasEnabledKey: true,
    models: ["m", "n", "m"],
    groups: ["g", "h"],
    priority: 3,
    weight: 2,
    tag: null,
  });
  expect(rows.map((row) => `${row.groupName}:${row.model}`)).toEqual(["g:m", "g:n", "h:m", "h:n"]);
  expect(rows.every((row) => row.isEnabled)).toBe(true);
});

test("nothing is enabled without an enabled channel that has an enabled key, and a deleted channel has no rows", () => {
  fc.assert(
    fc.property(definition, (input) => {
      const rows = abilityRowsOf(input);
      if (input.isDeleted) expect(rows).toEqual([]);
      const isOn = input.status === "enabled" && input.hasEnabledKey;
      expect(rows.every((row) => row.isEnabled === isOn)).toBe(true);
    }),
  );
});

test("the difference turns any rows into the wanted ones, and rows that both have are never taken away", () => {
  fc.assert(
    fc.property(definition, definition, (before, after) => {
      const current = abilityRowsOf(before);
      const wanted = abilityRowsOf(after);
      const { added, removed, isRestChanged } = compareAbilities(current, wanted);
      const gone = new Set(removed);
      const [sample] = wanted;
      const kept = current.filter((row) => !gone.has(row));
      const changed = isRestChanged && sample ? kept.map((row) => ({ ...sample, ...pick(row) })) : kept;
      expect(sorted([...changed, ...added])).toEqual(sorted(wanted));
      const wantedKeys = new Set(wanted.map((row) => JSON.stringify(pick(row))));
      expect(removed.some((row) => wantedKeys.has(JSON.stringify(pick(row))))).toBe(false);
    }),
  );
});

function pick({ groupName, model }: AbilityRow) {
  return { groupName, model };
}
