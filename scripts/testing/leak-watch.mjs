import { PLANTED_MARK } from "./planted-mark.mjs";

/** Looks for planted secrets in output that comes in pieces, also where one is cut in two. */
export class LeakWatch {
  #tail = "";
  /** The lines, or what is known of them, in which a planted secret was printed. */
  leaks = [];

  read(chunk) {
    const text = this.#tail + chunk;
    for (let at = text.indexOf(PLANTED_MARK); at >= 0; at = text.indexOf(PLANTED_MARK, at + 1)) {
      const begin = text.lastIndexOf("\n", at) + 1;
      this.leaks.push(text.slice(begin, at).slice(-120));
    }
    this.#tail = text.slice(-(PLANTED_MARK.length - 1));
  }
}
