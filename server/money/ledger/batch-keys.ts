import type { Funding } from "./funding";
import type { Batch } from "./operation";

/** Which rows a batch needs, each list sorted: every writer locks in the same order, so two cannot wait for each other. */
export type BatchKeys = {
  userIds: string[];
  tokenIds: string[];
  holdIds: string[];
  logIds: string[];
  windowIds: string[];
};

export function batchKeys(batch: Batch): BatchKeys {
  const users = new Set<string>();
  const tokens = new Set<string>();
  const holds = new Set<string>();
  const logs = new Set<string>();
  const windows = new Set<string>();
  for (const operation of batch.operations) {
    switch (operation.kind) {
      case "reserve":
        addWindows(windows, operation.funding);
        users.add(operation.userId);
        if (operation.tokenId !== null && !operation.isUnlimitedToken) tokens.add(operation.tokenId);
        // The hold of a first try cannot be there: its id was made with the request.
        if (batch.isRetry) holds.add(operation.requestId);
        break;
      case "settle": {
        const { id, userId, tokenId } = operation.log;
        addWindows(windows, operation.funding);
        if (userId !== null) users.add(userId);
        if (tokenId !== null) tokens.add(tokenId);
        holds.add(id);
        if (!operation.isHoldRequired || batch.isRetry) logs.add(id);
        break;
      }
      case "charge":
      case "cancel": {
        const { userId, tokenId, funding } = operation.kind === "charge" ? operation : operation.charge;
        addWindows(windows, funding);
        users.add(userId);
        if (tokenId !== null) tokens.add(tokenId);
        // What is owed may have been written by a process that ended before it heard so.
        if (operation.kind === "cancel" || operation.isOwed || batch.isRetry) logs.add(operation.log.id);
        break;
      }
      case "record":
        if (batch.isRetry) logs.add(operation.log.id);
    }
  }
  return {
    userIds: [...users].sort(),
    tokenIds: [...tokens].sort(),
    holdIds: [...holds].sort(),
    logIds: [...logs].sort(),
    windowIds: [...windows].sort(),
  };
}

function addWindows(ids: Set<string>, funding: Funding | null): void {
  for (const { windows } of funding?.allowances ?? []) for (const { id } of windows) ids.add(id);
}
