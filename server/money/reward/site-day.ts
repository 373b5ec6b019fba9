import { getSetting } from "@/server/configuration/setting/current";

/** The day of an instant as yyyy-mm-dd, in the site's time zone unless another is given. */
export function siteDay(at: Date, timeZone: string = getSetting("site.timeZone")): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}
