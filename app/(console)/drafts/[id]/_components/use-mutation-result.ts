"use client";

import { useState } from "react";

/** Keeps what a mutation answered about one version of a record: an edit makes it a thing of the past. */
export function useMutationResult<Result>(version: number): [Result | null, (result: Result) => void] {
  const [kept, setKept] = useState<{ version: number; result: Result } | null>(null);
  return [kept?.version === version ? kept.result : null, (result) => setKept({ version, result })];
}
