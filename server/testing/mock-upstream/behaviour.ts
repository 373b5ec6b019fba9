/**
 * What the fake upstream does is said in the model name or in the key (`mock-429` or `sk-mock-429`), the key first: a model
 * name makes every channel fail alike, a key makes one channel fail. Anything else is answered well.
 *
 *   mock-<status>, mock-error-<status>  that status, in the vendor's error format
 *   mock-broke        429 insufficient_quota          mock-html        502 with a proxy's page
 *   mock-hang         never answers                   mock-slow-<ms>   waits before the first byte
 *   mock-garbage      200 with no JSON                mock-nothing     200 without a body
 *   mock-die          closes the connection           mock-redirect    307 to a metadata address
 *   mock-empty        an answer without text          mock-no-usage    an answer without usage
 *   mock-tool         calls the first tool offered    mock-long-<n>    n words
 *   mock-die-midstream, mock-hang-midstream, mock-error-midstream, mock-garbage-midstream, mock-no-done
 *   mock-stream-<chunks>-<intervalMs>   that many chunks at that pace
 *   mock-flaky-<n>    every n-th request fails with 500
 *   mock-fixed        always the same bytes, prepared once (for measuring)
 */
export type Behaviour = {
  kind:
    | "answer"
    | "fixed"
    | "status"
    | "html"
    | "hang"
    | "garbage"
    | "nothing"
    | "die"
    | "redirect"
    | "die-midstream"
    | "hang-midstream"
    | "error-midstream"
    | "garbage-midstream";
  status: number;
  errorCode?: string;
  delayMs: number;
  /** Words of the answer; null: an echo of the prompt. */
  words: number | null;
  intervalMs: number | null;
  hasUsage: boolean;
  hasDone: boolean;
  isEmpty: boolean;
  callsTool: boolean;
  failsEvery: number;
};

const ANSWER: Behaviour = {
  kind: "answer",
  status: 200,
  delayMs: 0,
  words: null,
  intervalMs: null,
  hasUsage: true,
  hasDone: true,
  isEmpty: false,
  callsTool: false,
  failsEvery: 0,
};

const BY_NAME: Record<string, Partial<Behaviour>> = {
  broke: { kind: "status", status: 429, errorCode: "insufficient_quota" },
  html: { kind: "html", status: 502 },
  hang: { kind: "hang" },
  garbage: { kind: "garbage" },
  nothing: { kind: "nothing" },
  die: { kind: "die" },
  redirect: { kind: "redirect", status: 307 },
  "die-midstream": { kind: "die-midstream" },
  "hang-midstream": { kind: "hang-midstream" },
  "error-midstream": { kind: "error-midstream" },
  "garbage-midstream": { kind: "garbage-midstream" },
  "no-done": { hasDone: false },
  "no-usage": { hasUsage: false },
  empty: { isEmpty: true },
  tool: { callsTool: true },
  fixed: { kind: "fixed" },
};

type Pattern = [RegExp, (first: number, second: number) => Partial<Behaviour>];

const BY_PATTERN: Pattern[] = [
  [/^(?:error-)?([345]\d\d)$/, (status) => ({ kind: "status", status })],
  [/^slow-(\d+)$/, (delayMs) => ({ delayMs })],
  [/^long-(\d+)$/, (words) => ({ words })],
  [/^stream-(\d+)-(\d+)$/, (words, intervalMs) => ({ words, intervalMs })],
  [/^flaky-(\d+)$/, (failsEvery) => ({ failsEvery })],
];

function behaviourNamed(name: string): Behaviour | null {
  const word = /^(?:sk-)?mock-(.+)$/.exec(name)?.[1];
  if (word === undefined) return null;
  const named = BY_NAME[word];
  if (named) return { ...ANSWER, ...named };
  for (const [pattern, read] of BY_PATTERN) {
    const match = pattern.exec(word);
    if (match) return { ...ANSWER, ...read(Number(match[1]), Number(match[2])) };
  }
  return null;
}

export function readBehaviour(model: string, key: string): Behaviour {
  return behaviourNamed(key) ?? behaviourNamed(model) ?? ANSWER;
}
