"use client";

import { type ReactNode, useState } from "react";
import { AdjustBalanceDialog } from "@/components/domain/ledger/adjust-balance-dialog";
import { TransferDialog } from "@/components/domain/ledger/transfer-dialog";
import { LegalHoldDialog } from "./legal-hold-dialog";
import { ResetPasswordDialog } from "./reset-password-dialog";
import { SetRoleDialog } from "./set-role-dialog";
import { useUserSwitches } from "./use-user-switches";
import type { UserAct, UserSubject } from "./user-act";
import { UserEditSheet } from "./user-edit-sheet";

const DIALOGS = {
  edit: UserEditSheet,
  adjust: AdjustBalanceDialog,
  transfer: TransferDialog,
  setRole: SetRoleDialog,
  resetPassword: ResetPasswordDialog,
  hold: LegalHoldDialog,
  release: LegalHoldDialog,
} as const;
type DialogAct = keyof typeof DIALOGS;

function isDialogAct(act: UserAct): act is DialogAct {
  return act in DIALOGS;
}

/**
 * The dialogs about one account, for list and detail alike: render `element` once, call `open` from menus. They stand
 * outside the menus, which are gone by the time they open.
 */
export function useUserDialogs(): { open: (act: UserAct, user: UserSubject) => void; element: ReactNode } {
  const [current, setCurrent] = useState<{ act: DialogAct; user: UserSubject } | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [openCount, setOpenCount] = useState(0);
  const flip = useUserSwitches();

  const open = (act: UserAct, user: UserSubject) => {
    if (!isDialogAct(act)) {
      void flip(act, user);
      return;
    }
    setCurrent({ act, user });
    setOpenCount((count) => count + 1);
    setIsOpen(true);
  };
  const Dialog = current ? DIALOGS[current.act] : null;
  return {
    open,
    // A key for each opening: a form never starts with what the last one was left with.
    element:
      Dialog && current ? <Dialog key={openCount} user={current.user} open={isOpen} onOpenChange={setIsOpen} /> : null,
  };
}
