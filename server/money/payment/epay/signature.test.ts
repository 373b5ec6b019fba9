import { describe, expect, it } from "vitest";
import { isEpaySigned, signEpay } from "./signature";

const KEY = "1234567";

describe("an epay signature", () => {
  it("is the one other implementations of the protocol make", () => {
    expect(signEpay({ money: "moneyv", device: "devicev" }, KEY)).toBe("3854cc9f022e0fb821bd2e002260245d");
  });

  it("leaves out itself, its type and empty fields", () => {
    const signed = { device: "devicev", money: "moneyv", sign: "x", sign_type: "MD5", param: "" };
    expect(signEpay(signed, KEY)).toBe("3854cc9f022e0fb821bd2e002260245d");
  });

  it("covers every other field: a changed, added or missing one is no longer signed", () => {
    const fields = { pid: "1001", money: "73.00", out_trade_no: "pay_1" };
    const signed = { ...fields, sign: signEpay(fields, KEY) };
    expect(isEpaySigned(signed, KEY)).toBe(true);
    expect(isEpaySigned({ ...signed, money: "7.30" }, KEY)).toBe(false);
    expect(isEpaySigned({ ...signed, more: "1" }, KEY)).toBe(false);
    expect(isEpaySigned({ pid: "1001", money: "73.00", sign: signed.sign }, KEY)).toBe(false);
    expect(isEpaySigned(signed, "another key")).toBe(false);
  });

  it("that is missing, short or not hex is refused without an error", () => {
    expect(isEpaySigned({ pid: "1" }, KEY)).toBe(false);
    expect(isEpaySigned({ pid: "1", sign: "ab" }, KEY)).toBe(false);
    expect(isEpaySigned({ pid: "1", sign: "密".repeat(32) }, KEY)).toBe(false);
  });
});
