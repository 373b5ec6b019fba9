"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { RestoreDialog } from "./restore-dialog";
import { RollBackDialog } from "./roll-back-dialog";

/** What is taken back: a change with all its objects, or one object to one of its revisions. */
type Taken = { changeId: string } | { revisionId: string };

const OpenRollBack = createContext<((taken: Taken) => void) | null>(null);

/** Holds the dialog that takes a save back, which outlives the form that saved. */
export function RollBackProvider({ children }: { children: ReactNode }) {
  const [taken, setTaken] = useState<Taken | null>(null);
  const close = () => setTaken(null);
  return (
    <OpenRollBack value={setTaken}>
      {children}
      {taken && "changeId" in taken ? <RollBackDialog changeId={taken.changeId} onClose={close} /> : null}
      {taken && "revisionId" in taken ? <RestoreDialog id={taken.revisionId} onClose={close} /> : null}
    </OpenRollBack>
  );
}

/** Opens that dialog: what it would do first, then why. */
export function useOpenRollBack(): (taken: Taken) => void {
  const open = useContext(OpenRollBack);
  if (!open) throw new Error("useOpenRollBack is for pages of the console");
  return open;
}
