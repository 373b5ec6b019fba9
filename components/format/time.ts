const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const JUST_NOW_SECONDS = 30;

/** "3 minutes ago", "in 2 days"; within half a minute "now". */
export function formatRelative(at: number, now: number, locale: string): string {
  const seconds = Math.round((at - now) / 1_000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  if (Math.abs(seconds) < JUST_NOW_SECONDS) return format.format(0, "second");
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(seconds, "second");
}

type AbsoluteOptions = { locale: string; timeZone?: string | undefined };

const DAY_AND_MINUTE = {
  month: "short",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;

/** Date and time to the second, 24-hour clock, in a zone (default: the browser's). */
export function formatDateTime(at: number, { locale, timeZone }: AbsoluteOptions): string {
  const fields = { ...DAY_AND_MINUTE, year: "numeric", second: "2-digit", timeZone } as const;
  return new Intl.DateTimeFormat(locale, fields).format(at);
}

/** Date and time to the second for columns of them: the year only where it is not the current one. */
export function formatExact(at: number, now: number, options: AbsoluteOptions): string {
  const { locale, timeZone } = options;
  const yearOf = (instant: number) => new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(instant);
  if (yearOf(at) !== yearOf(now)) return formatDateTime(at, options);
  return new Intl.DateTimeFormat(locale, { ...DAY_AND_MINUTE, second: "2-digit", timeZone }).format(at);
}

/** The hour that an instant begins, for the ends of an axis. */
export function formatHour(at: number, { locale, timeZone }: AbsoluteOptions): string {
  return new Intl.DateTimeFormat(locale, { ...DAY_AND_MINUTE, timeZone }).format(at);
}

/** The date alone. */
export function formatDate(at: number, { locale, timeZone }: AbsoluteOptions): string {
  return new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", day: "2-digit", timeZone }).format(at);
}

/** `2026-11-22 08:15:30.123`, in UTC. */
export function formatUtc(at: number): string {
  return new Date(at).toISOString().replace("T", " ").replace("Z", "");
}

/** The short name of a zone at an instant: `UTC+8`, `CET`. */
export function zoneName(at: number, { locale, timeZone }: AbsoluteOptions): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** An instant as the value of `<input type="datetime-local">`, in a zone. */
export function toLocalInput(at: number, timeZone?: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).formatToParts(at);
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${get("year")}-${get("month")}-${get("day")}T${get("hour")}:${get("minute")}`;
}

/**
 * The instant (epoch ms) a `datetime-local` value means in a zone; null when it is no date.
 * Read as UTC first, then moved by the zone's offset there; a second pass settles days on which the clock changes.
 */
export function fromLocalInput(value: string, timeZone?: string): number | null {
  const asUtc = Date.parse(`${value.length === 10 ? `${value}T00:00` : value}Z`);
  if (Number.isNaN(asUtc)) return null;
  let at = asUtc;
  for (let pass = 0; pass < 2; pass += 1) {
    const shown = Date.parse(`${toLocalInput(at, timeZone)}Z`);
    at += asUtc - (asUtc % 60_000) - shown;
  }
  return at + (asUtc % 60_000);
}
