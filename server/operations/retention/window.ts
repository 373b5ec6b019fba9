const HOUR_MS = 3_600_000;

/** From an hour of the day up to another, in a time zone; the same hour twice is the whole day. */
export type CleanupWindow = { startHour: number; endHour: number; timeZone: string };

/** Whether an instant lies in the window. */
export function isWindowOpen(window: CleanupWindow, at: Date): boolean {
  const { startHour, endHour } = window;
  if (startHour === endHour) return true;
  const { hour } = clockIn(window.timeZone, at);
  return startHour < endHour ? hour >= startHour && hour < endHour : hour >= startHour || hour < endHour;
}

/** When the window that is open, or was the last to be, began. */
export function lastOpening(window: CleanupWindow, at: Date): Date {
  const { hour, pastMs } = clockIn(window.timeZone, at);
  const hoursAgo = (hour - window.startHour + 24) % 24;
  return new Date(at.getTime() - hoursAgo * HOUR_MS - pastMs);
}

/** When the window opens next, or now while it is open. */
export function nextOpening(window: CleanupWindow, at: Date): Date {
  if (isWindowOpen(window, at)) return at;
  const { hour, pastMs } = clockIn(window.timeZone, at);
  const hoursAhead = (window.startHour - hour + 24) % 24;
  return new Date(at.getTime() + hoursAhead * HOUR_MS - pastMs);
}

/** The hour that clocks show there, and how much of it is over. */
function clockIn(timeZone: string, at: Date): { hour: number; pastMs: number } {
  const format = new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", minute: "numeric", hourCycle: "h23" });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const pastMs = (parts.get("minute") ?? 0) * 60_000 + (at.getTime() % 60_000);
  return { hour: parts.get("hour") ?? 0, pastMs };
}
