const DAY_MS = 86_400_000;

/** A month (yyyy-mm) as weeks from Monday to Sunday; null where a week reaches into another month. */
export function monthWeeks(month: string): (string | null)[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const dayCount = (Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`) - first) / DAY_MS;
  const lead = (new Date(first).getUTCDay() + 6) % 7;
  const weekCount = Math.ceil((lead + dayCount) / 7);
  return Array.from({ length: weekCount }, (_week, week) =>
    Array.from({ length: 7 }, (_day, weekday) => {
      const day = week * 7 + weekday - lead + 1;
      return day < 1 || day > dayCount ? null : `${month}-${String(day).padStart(2, "0")}`;
    }),
  );
}

/** The month so many months later (earlier when negative), as yyyy-mm. */
export function addMonths(month: string, count: number): string {
  const start = new Date(`${month}-01T00:00:00Z`);
  start.setUTCMonth(start.getUTCMonth() + count);
  return start.toISOString().slice(0, 7);
}

/** The weekdays' short names from Monday on. */
export function weekdayNames(locale: string): { short: string; long: string }[] {
  // 1 January 2024 was a Monday.
  return Array.from({ length: 7 }, (_unused, index) => {
    const at = Date.UTC(2024, 0, 1 + index);
    const name = (weekday: "narrow" | "short" | "long") =>
      new Intl.DateTimeFormat(locale, { weekday, timeZone: "UTC" }).format(at);
    return { short: name("short"), long: name("long") };
  });
}
