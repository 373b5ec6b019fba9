import type { RouterInputs, RouterOutputs } from "@/components/trpc/router-types";

export type DraftRow = RouterOutputs["draft"]["list"]["items"][number];
export type DraftRecord = RouterOutputs["draft"]["get"];
export type DraftObject = DraftRecord["changes"][number];
export type DraftChange = NonNullable<RouterInputs["draft"]["create"]["changes"]>[number];

/** A change as the server takes it: without what it was compared with. */
export function storedChange({ kind, id, label, base, content }: DraftChange): DraftChange {
  return { kind, id, label, base, content };
}
