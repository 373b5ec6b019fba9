const ROOT = 0;
const CODES = 65_536;
/** No word ends here. */
const NONE = -1;

/**
 * Finds any of many words in a text, in one pass whose cost does not grow with their number (Aho and Corasick's automaton).
 * Reading can go on where the last piece of a text ended. Words and text must be folded alike.
 */
export class WordMatcher {
  /** Children of a node are contiguous and sorted by their code; node n has those from first[n] to first[n + 1]. */
  readonly #first: Int32Array;
  readonly #codes: Uint16Array;
  readonly #children: Int32Array;
  readonly #fails: Int32Array;
  readonly #found: Int32Array;
  /** The root is where a text is nearly always: one look leads on from there. */
  readonly #fromRoot = new Int32Array(CODES);

  constructor(words: readonly string[]) {
    const trie = growTrie(words);
    const size = trie.next.length;
    this.#first = new Int32Array(size + 1);
    this.#codes = new Uint16Array(size);
    this.#children = new Int32Array(size);
    this.#fails = new Int32Array(size);
    this.#found = Int32Array.from(trie.word);
    this.#layOut(trie.next);
    this.#linkFails(trie.next);
  }

  /** The number of the first word that ends in this piece of text, or -1, and the state to read the next piece from. */
  read(text: string, state: number): { word: number; state: number } {
    const found = this.#found;
    const fromRoot = this.#fromRoot;
    let node = state;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      // From the root, where a text is nearly always, one look is enough.
      node = node === ROOT ? (fromRoot[code] ?? ROOT) : this.#step(node, code);
      if (node === ROOT) continue;
      const word = found[node] ?? NONE;
      if (word !== NONE) return { word, state: node };
    }
    return { word: NONE, state: node };
  }

  #step(from: number, code: number): number {
    let node = from;
    while (node !== ROOT) {
      const child = this.#child(node, code);
      if (child !== ROOT) return child;
      node = this.#fails[node] ?? ROOT;
    }
    return this.#fromRoot[code] ?? ROOT;
  }

  #child(node: number, code: number): number {
    let low = this.#first[node] ?? 0;
    let high = (this.#first[node + 1] ?? 0) - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#codes[middle] ?? 0;
      if (found === code) return this.#children[middle] ?? ROOT;
      if (found < code) low = middle + 1;
      else high = middle - 1;
    }
    return ROOT;
  }

  #layOut(next: readonly ReadonlyMap<number, number>[]): void {
    let at = 0;
    for (const [node, children] of next.entries()) {
      this.#first[node] = at;
      for (const [code, child] of [...children].sort(([left], [right]) => left - right)) {
        this.#codes[at] = code;
        this.#children[at] = child;
        at += 1;
        if (node === ROOT) this.#fromRoot[code] = child;
      }
    }
    this.#first[next.length] = at;
  }

  /** Breadth first: a node's fall-back is nearer to the root and so known already. */
  #linkFails(next: readonly ReadonlyMap<number, number>[]): void {
    const queue = [...(next[ROOT]?.values() ?? [])];
    for (let head = 0; head < queue.length; head += 1) {
      const node = queue[head] ?? ROOT;
      for (const [code, child] of next[node] ?? []) {
        const fail = this.#step(this.#fails[node] ?? ROOT, code);
        this.#fails[child] = fail;
        if (this.#found[child] === NONE) this.#found[child] = this.#found[fail] ?? NONE;
        queue.push(child);
      }
    }
  }
}

type Trie = { next: Map<number, number>[]; word: number[] };

const LEAF: Map<number, number> = new Map();

function growTrie(words: readonly string[]): Trie {
  const trie: Trie = { next: [new Map()], word: [NONE] };
  for (const [number, word] of words.entries()) {
    let node = ROOT;
    for (let index = 0; index < word.length; index += 1) node = childOf(trie, node, word.charCodeAt(index));
    if (node !== ROOT && trie.word[node] === NONE) trie.word[node] = number;
  }
  return trie;
}

function childOf(trie: Trie, node: number, code: number): number {
  const known = trie.next[node]?.get(code);
  if (known !== undefined) return known;
  const child = trie.next.length;
  // Most nodes are ends of words: they share one empty map until they grow.
  trie.next.push(LEAF);
  trie.word.push(NONE);
  const children = trie.next[node];
  if (children === undefined || children === LEAF) trie.next[node] = new Map([[code, child]]);
  else children.set(code, child);
  return child;
}
