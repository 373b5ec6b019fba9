import { describe, expect, test } from "vitest";
import { planProcesses } from "./plan";

const names = (...input: Parameters<typeof planProcesses>) => planProcesses(...input).map((plan) => plan.name);

describe("the role decides which processes run", () => {
  test("everything on one machine: the gateway owns the port, the console stands behind it", () => {
    expect(names("all")).toEqual(["gateway", "console"]);
  });

  test("a gateway machine runs no console, a console or worker machine no gateway", () => {
    expect(names("gateway")).toEqual(["gateway"]);
    expect(names("console")).toEqual(["console"]);
    expect(names("worker")).toEqual(["console"]);
  });

  test("the demo brings its own upstream, which stops last", () => {
    const plans = planProcesses("all", { upstreamPort: 3090, accounts: "" });
    expect(plans.at(-1)).toMatchObject({ name: "mock-upstream", args: ["--port", "3090"] });
  });

  test("the gateway stops first, so that what it still relays keeps what stands behind it", () => {
    expect(planProcesses("all")[0]?.name).toBe("gateway");
  });
});
