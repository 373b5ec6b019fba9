import { expect, test } from "vitest";
import { pulseOf } from "./pulse";

const call = (durationMs: number, isFailure = false) => ({ durationMs, isFailure });

test("a channel without calls has neither success nor latency, rather than zero", () => {
  expect(pulseOf([])).toEqual({ callCount: 0, successRatio: null, p95Ms: null });
});

test("one slow call in twenty does not raise the 95th percentile; two do", () => {
  const fast = Array.from({ length: 19 }, () => call(10));
  expect(pulseOf([...fast, call(900)]).p95Ms).toBe(10);
  expect(pulseOf([...fast.slice(1), call(800), call(900)]).p95Ms).toBe(800);
});

test("success is the share of calls that did not fail", () => {
  expect(pulseOf([call(1), call(1), call(1), call(1, true)]).successRatio).toBe(0.75);
});
