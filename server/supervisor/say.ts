/** The supervisor talks to a person at a terminal, in plain lines between the processes' structured logs. */
export function say(text: string): void {
  console.log(`gatehouse: ${text}`);
}

export function complain(text: string): void {
  console.error(`gatehouse: ${text}`);
}
