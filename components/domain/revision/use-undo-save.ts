"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCan, useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { ObjectRef } from "@/server/configuration/revision/schema";
import { useOpenRollBack } from "./roll-back-provider";

/**
 * For an action's `undo` after a save of what has a history: "undo" shows what taking the save back would do, and asks why. `objectOf`
 * names what was saved, or one of several that were saved together. Undefined for those who may not bring anything back.
 */
export function useUndoSave<Data, Input>(
  objectOf: (data: Data, input: Input) => ObjectRef | undefined,
): ((data: Data, input: Input) => Promise<void>) | undefined {
  const mayRestore = useCan("revision.restore");
  const readLast = useLastSave();
  const open = useOpenRollBack();
  if (!mayRestore) return undefined;
  return async (data, input) => {
    const object = objectOf(data, input);
    const last = object && (await readLast(object));
    if (last) open({ changeId: last.changeId });
  };
}

/** The same for a configuration: it is its owner's, who may bring it back whatever their role. What was just made has nothing before it. */
export function useUndoConfigSave<Data, Input extends { id: string }>(): (data: Data, input: Input) => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const open = useOpenRollBack();
  const mayReadAll = useCan("revision.read");
  return async (_, { id }) => {
    const input = { kind: ["config" as const], objectId: id, limit: 2 };
    const { items } = mayReadAll
      ? await queryClient.fetchQuery(trpc.revision.list.queryOptions(input, { staleTime: 0 }))
      : await queryClient.fetchQuery(trpc.revision.listOwn.queryOptions(input, { staleTime: 0 }));
    const before = items[1];
    if (before) open({ revisionId: before.id });
  };
}

/** What the viewer saved last of an object: somebody who was faster is not undone in their place. */
function useLastSave() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { id: actorId } = useViewer();
  return async ({ kind, id }: ObjectRef) => {
    const options = trpc.revision.list.queryOptions(
      { kind: [kind], objectId: id, actorId, limit: 1 },
      { staleTime: 0 },
    );
    const { items } = await queryClient.fetchQuery(options);
    return items[0];
  };
}
