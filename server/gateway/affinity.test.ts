import { expect, it } from "vitest";
import { ChannelAffinity } from "./affinity";

const asker = { userId: "usr_1", groupName: "default", model: "gpt" };
const settings = { ttlMs: 60_000, switchesOnSuccess: true };

it("keeps a user's model with the channel that served it, and nobody else's", () => {
  const affinity = new ChannelAffinity();
  expect(affinity.preferred(asker, settings)).toBeNull();
  affinity.succeeded(asker, "chn_1", settings);
  expect(affinity.preferred(asker, settings)).toBe("chn_1");
  for (const other of [{ userId: "usr_2" }, { model: "other" }, { groupName: "vip" }]) {
    expect(affinity.preferred({ ...asker, ...other }, settings)).toBeNull();
  }
});

it("is off without a time", () => {
  const affinity = new ChannelAffinity();
  affinity.succeeded(asker, "chn_1", null);
  expect(affinity.preferred(asker, settings)).toBeNull();
  affinity.succeeded(asker, "chn_1", settings);
  expect(affinity.preferred(asker, null)).toBeNull();
});

it("leaves a channel that failed, and follows to the one that served instead", () => {
  const affinity = new ChannelAffinity();
  affinity.succeeded(asker, "chn_1", settings);
  affinity.failed(asker, "chn_1", settings);
  expect(affinity.preferred(asker, settings)).toBeNull();
  affinity.succeeded(asker, "chn_1", settings);
  affinity.succeeded(asker, "chn_2", settings);
  expect(affinity.preferred(asker, settings)).toBe("chn_2");
});

it("comes back to the first channel where it shall not follow", () => {
  const affinity = new ChannelAffinity();
  const staying = { ...settings, switchesOnSuccess: false };
  affinity.succeeded(asker, "chn_1", staying);
  affinity.failed(asker, "chn_1", staying);
  affinity.succeeded(asker, "chn_2", staying);
  expect(affinity.preferred(asker, staying)).toBe("chn_1");
});
