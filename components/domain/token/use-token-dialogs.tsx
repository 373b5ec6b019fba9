"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import { ChatLinksDialog } from "./chat-links-dialog";
import { TokenCreateSheet } from "./token-create-sheet";
import { TokenEditSheet } from "./token-edit-sheet";
import { TokenRollDialog } from "./token-roll-dialog";
import type { TokenRow } from "./token-row";
import { type ShownSecret, TokenSecret } from "./token-secret";
import { useExampleModel } from "./use-example-model";

export type TokenAct = "edit" | "roll" | "chat" | "disable" | "enable" | "delete" | "restore";

export type TokenDialogs = {
  create: () => void;
  act: (kind: TokenAct, token: TokenRow) => void;
  /** To be rendered once, beside the list. */
  element: ReactNode;
};

/** Everything that can be done to tokens of a list, with the sheets and dialogs it takes. */
export function useTokenDialogs(options: { ownerId?: string } = {}): TokenDialogs {
  const [isCreating, setIsCreating] = useState(false);
  const [open, setOpen] = useState<{ kind: "edit" | "roll" | "chat"; token: TokenRow } | null>(null);
  const [secret, setSecret] = useState<ShownSecret | null>(null);
  const exampleModel = useExampleModel();
  const doNow = useImmediateActs();
  const closeWhen = (isOpen: boolean) => {
    if (!isOpen) setOpen(null);
  };
  return {
    create: () => setIsCreating(true),
    act: (kind, token) =>
      kind === "edit" || kind === "roll" || kind === "chat" ? setOpen({ kind, token }) : void doNow(kind, token),
    element: (
      <>
        <TokenCreateSheet
          open={isCreating}
          onOpenChange={setIsCreating}
          ownerId={options.ownerId}
          onMade={({ name, key }, models) => setSecret({ name, key, model: exampleModel(models) })}
        />
        {open?.kind === "edit" ? <TokenEditSheet token={open.token} open onOpenChange={closeWhen} /> : null}
        {open?.kind === "roll" ? (
          <TokenRollDialog
            token={open.token}
            open
            onOpenChange={closeWhen}
            onRolled={({ name, key }) => setSecret({ name, key, model: exampleModel(open.token.modelLimits) })}
          />
        ) : null}
        {open?.kind === "chat" ? <ChatLinksDialog tokenName={open.token.name} onClose={() => setOpen(null)} /> : null}
        <TokenSecret secret={secret} onClose={() => setSecret(null)} />
      </>
    ),
  };
}

/** What needs no form: stopping can be taken back at once; deleting asks first. */
function useImmediateActs() {
  const t = useTranslations("token");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const invalidate = [trpc.token.pathFilter(), trpc.audit.pathFilter()];
  const enable = useAction(trpc.token.setStatus.mutationOptions(), { success: t("enabled"), invalidate });
  const disable = useAction(trpc.token.setStatus.mutationOptions(), { success: t("disabled"), invalidate });
  const remove = useAction(trpc.token.delete.mutationOptions(), { success: t("deleted"), invalidate });
  const restore = useAction(trpc.token.restore.mutationOptions(), { success: t("restored"), invalidate });
  return async (kind: Exclude<TokenAct, "edit" | "roll" | "chat">, { id, name }: TokenRow) => {
    if (kind === "enable") await enable.run({ id, status: "enabled" });
    if (kind === "restore") await restore.run({ id });
    if (kind === "disable" && (await confirm(disableQuestion(t, name)))) await disable.run({ id, status: "disabled" });
    if (kind === "delete" && (await confirm(deleteQuestion(t, name)))) await remove.run({ id });
  };
}

type Texts = ReturnType<typeof useTranslations<"token">>;

function disableQuestion(t: Texts, name: string) {
  return {
    title: t("confirm.disableTitle", { name }),
    description: t("confirm.disable"),
    confirmLabel: t("actions.disable"),
    isDanger: true,
  };
}

function deleteQuestion(t: Texts, name: string) {
  return {
    title: t("confirm.deleteTitle", { name }),
    description: t("confirm.delete"),
    confirmLabel: t("actions.delete"),
    isDanger: true,
  };
}
