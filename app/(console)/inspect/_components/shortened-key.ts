const WHOLE_KEY = /^sk-[0-9A-Za-z]{16,}$/;
const PREFIX_LENGTH = 7;
const TAIL_LENGTH = 4;

/** A whole API key as we show keys, which is enough to find it: the secret itself goes into no address and no request. */
export function shortenedKey(text: string): string {
  return WHOLE_KEY.test(text) ? `${text.slice(0, PREFIX_LENGTH)}…${text.slice(-TAIL_LENGTH)}` : text;
}
