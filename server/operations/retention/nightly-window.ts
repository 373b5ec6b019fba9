import { getSetting } from "@/server/configuration/setting/current";
import type { CleanupWindow } from "./window";

/** The hours in which the nightly clean-up may work, as the settings say. */
export function cleanupWindow(): CleanupWindow {
  return {
    startHour: getSetting("retention.windowStartHour"),
    endHour: getSetting("retention.windowEndHour"),
    timeZone: getSetting("site.timeZone"),
  };
}
