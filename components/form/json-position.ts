import { jsonLanguage } from "@codemirror/lang-json";

export type JsonPosition = { from: number; to: number; line: number };

/**
 * Where the value at a path stands in a JSON text: its characters and its line, from 1. A path that is not there gives the nearest value above
 * it, so that "something is missing here" has a place too.
 */
export function locateJson(text: string, path: readonly (string | number)[]): JsonPosition {
  const root = jsonLanguage.parser.parse(text).topNode.firstChild;
  let node = root;
  for (const step of path) {
    const next =
      node && (typeof step === "number" ? itemAt(node, step) : (propertyOf(node, step, text) ?? indexed(node, step)));
    if (!next) break;
    node = next;
  }
  const from = node?.from ?? 0;
  return { from, to: node?.to ?? text.length, line: text.slice(0, from).split("\n").length };
}

type Node = NonNullable<ReturnType<typeof jsonLanguage.parser.parse>["topNode"]["firstChild"]>;

function childrenOf(node: Node, name?: string): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (name ? child.name === name : /^[A-Z]/.test(child.name)) children.push(child);
  }
  return children;
}

/** Of two properties with one name the last is in force. */
function propertyOf(node: Node, key: string, text: string): Node | undefined {
  if (node.name !== "Object") return undefined;
  const property = childrenOf(node, "Property").findLast(({ firstChild }) => nameOf(firstChild, text) === key);
  return property?.lastChild ?? undefined;
}

function nameOf(node: Node | null, text: string): string | null {
  if (!node) return null;
  try {
    return JSON.parse(text.slice(node.from, node.to)) as string;
  } catch {
    return null;
  }
}

/** A step of a JSON pointer is text even where it counts items. */
function indexed(node: Node, step: string): Node | undefined {
  return node.name === "Array" && /^\d+$/.test(step) ? itemAt(node, Number(step)) : undefined;
}

function itemAt(node: Node, index: number): Node | undefined {
  return node.name === "Array" ? childrenOf(node)[index] : undefined;
}
