import { expect, test } from "vitest";
import { primaryAddress, refusalOf } from "./providers";

test("of GitHub's addresses only the verified main one counts", () => {
  const address = (email: string, primary: boolean, verified: boolean) => ({ email, primary, verified });
  const list = [address("second@example.com", false, true), address("main@example.com", true, true)];
  expect(primaryAddress(JSON.stringify(list))).toBe("main@example.com");
  expect(primaryAddress(JSON.stringify([address("main@example.com", true, false)]))).toBeNull();
  expect(primaryAddress('{"message":"Requires authentication"}')).toBeNull();
});

test("LinuxDO's silenced and inactive members are refused, others' fields of that name mean nothing", () => {
  expect(refusalOf("linuxdo", { trust_level: 2, active: true, silenced: false })).toBeNull();
  expect(refusalOf("linuxdo", { trust_level: 2, active: true, silenced: true })).toBe("identity.refused_there");
  expect(refusalOf("linuxdo", { trust_level: 2, active: false })).toBe("identity.refused_there");
  expect(refusalOf("github", { silenced: true })).toBeNull();
});
