import { describe, expect, test } from "vitest";
import type { Column } from "../column";
import { defineFilters } from "../filter";
import { applyState, stateToSave } from "./saved-state";

const filters = defineFilters({
  range: { kind: "dateRange", label: "Time" },
  status: {
    kind: "options",
    label: "Status",
    canExclude: true,
    options: [
      { value: "4xx", label: "4xx" },
      { value: "5xx", label: "5xx" },
    ],
  },
  model: { kind: "options", label: "Model", acceptsText: true, options: [{ value: "a", label: "a" }] },
});
const columns: Column<unknown>[] = ["time", "model"].map((id) => ({ id, label: id, cell: () => null }));
const look = { density: "compact" as const, order: [], visibility: {}, widths: {}, pinned: [] };

const saved = (texts: Record<string, string>, fields: object = {}) => ({
  filters: texts,
  sort: null,
  look: { ...look, ...fields },
});

describe("a saved view", () => {
  test("comes back as it was kept", () => {
    const raw = { range: { preset: "24h" as const }, status: null, statusNot: ["4xx"], model: ["b,c"] };
    const state = stateToSave(raw, { field: "time", direction: "desc" }, look);
    expect(state.sort).toBe("time.desc");
    const { status: _, ...set } = raw;
    expect(applyState(state, { filters, columns })).toEqual({ filters: set, look, missing: [] });
  });

  test("leaves out filters and columns that are gone, and names them", () => {
    const state = saved(
      { gone: "x", model: "a" },
      { visibility: { ghost: true, hiddenGhost: false }, pinned: ["time"] },
    );
    const applied = applyState(state, { filters, columns });
    expect(applied.filters).toEqual({ model: ["a"] });
    expect(applied.missing).toEqual(["gone", "ghost"]);
  });

  test("leaves out values that a closed list no longer has; typed ones stay", () => {
    const applied = applyState(saved({ status: "5xx,9xx", statusNot: "9xx", model: "old" }), { filters, columns });
    expect(applied.filters).toEqual({ status: ["5xx"], model: ["old"] });
    expect(applied.missing).toEqual(["9xx", "9xx"]);
  });

  test("with a look from elsewhere falls back part by part", () => {
    const applied = applyState(saved({}, { density: "huge", widths: { model: 99_999 } }), { filters, columns });
    expect(applied.look).toMatchObject({ density: "normal", widths: { model: 800 } });
  });
});
