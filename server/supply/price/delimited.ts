/** One record of a delimited text; `line` is where it begins, from 1. */
export type DelimitedRow = { line: number; cells: string[] };

/**
 * Splits comma, semicolon or tab separated text into rows; cells in double quotes may hold the separator, line breaks and
 * doubled quotes. The separator is the one the first line has most of. Blank lines are left out.
 */
export function splitDelimited(text: string): DelimitedRow[] {
  const separator = separatorOf(text.split("\n", 1)[0] ?? "");
  const rows: DelimitedRow[] = [];
  let row: DelimitedRow = { line: 1, cells: [] };
  let cell = "";
  let isQuoted = false;
  let line = 1;

  const endCell = () => {
    row.cells.push(cell.trim());
    cell = "";
  };
  const endRow = () => {
    endCell();
    if (row.cells.some((value) => value !== "")) rows.push(row);
    row = { line: line + 1, cells: [] };
  };

  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (isQuoted && character === '"' && text.charAt(index + 1) === '"') {
      cell += '"';
      index += 1;
    } else if (character === '"' && (isQuoted || cell.trim() === "")) {
      isQuoted = !isQuoted;
    } else if (!isQuoted && character === separator) {
      endCell();
    } else if (!isQuoted && character === "\n") {
      endRow();
    } else if (character !== "\r") {
      cell += character;
    }
    if (character === "\n") line += 1;
  }
  endRow();
  return rows;
}

function separatorOf(header: string): string {
  const counts = ["\t", ";", ","].map((separator) => ({ separator, count: header.split(separator).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}
