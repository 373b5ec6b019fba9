import type { CodeFormat, TakeCodesInput } from "@/server/money/redemption/schema";

/** A refusal in the shape of a procedure's, which the kit words and answers with the password dialog. */
class RefusedDownload extends Error {
  readonly data: unknown;

  constructor(data: unknown) {
    super("the codes were not given out");
    this.data = data;
  }
}

/** The codes of a batch as a file, the only time they can be had. */
export async function fetchCodes(input: TakeCodesInput): Promise<Blob> {
  const response = await fetch("/api/redemption-codes", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new RefusedDownload(await response.json().catch(() => null));
  return response.blob();
}

/** The codes alone: the first cell of each line below a CSV's head, or every line of a text. */
export function codesIn(text: string, format: CodeFormat): string[] {
  const lines = text.trimEnd().split(/\r?\n/);
  return format === "csv" ? lines.slice(1).map((line) => line.split(",", 1)[0] ?? "") : lines;
}

/** Puts a file into the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
