const startedAt = Date.now();

/** One plain line about what is going on, for the person at the terminal. */
export function say(text) {
  console.log(`gatehouse: ${text}`);
}

/** The same on standard error, for what went wrong. */
export function complain(text) {
  console.error(`gatehouse: ${text}`);
}

export function secondsSince(start = startedAt) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
