export type JsonFault = { line: number; column: number };

/** Where a JSON text breaks, or null when it is whole. */
export function findJsonFault(text: string): JsonFault | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return positionOf(text, breakOffset(text, error instanceof Error ? error.message : ""));
  }
}

// Engines word it differently: "at position 12", "at line 2 column 3"; without either, the break is the end.
function breakOffset(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position) return Number(position);
  const place = /line (\d+) column (\d+)/.exec(message);
  if (!place) return text.length;
  const lines = text.split("\n").slice(0, Number(place[1]) - 1);
  return lines.reduce((sum, line) => sum + line.length + 1, 0) + Number(place[2]) - 1;
}

function positionOf(text: string, offset: number): JsonFault {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
