"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FaultAlert } from "@/components/domain/entry/fault-alert";
import { goToProvider } from "@/components/domain/entry/go-to-provider";
import { faultOfAddress, type SignInFault } from "@/components/domain/entry/sign-in";
import { useConfirm } from "@/components/feedback/confirm";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";

type Identities = RouterOutputs["identity"]["list"];

/** One's own accounts elsewhere that sign one in here: linked ones, and those that could be. */
export function IdentityPanel() {
  const t = useTranslations("identity");
  const query = useQuery(useTRPC().identity.list.queryOptions());
  const [fault, setFault] = useState<SignInFault | null>(null);
  // A link that was refused comes back here.
  useEffect(() => setFault(faultOfAddress(window.location.search)), []);
  return (
    <Panel title={t("title")} description={t("hint")}>
      {fault ? <FaultAlert fault={fault} /> : null}
      <QueryState query={query}>{(identities) => <IdentityList identities={identities} />}</QueryState>
    </Panel>
  );
}

function IdentityList({ identities }: { identities: Identities }) {
  const t = useTranslations("identity");
  const { linked, available, hasPassword } = identities;
  return (
    <ul className="flex flex-col divide-y divide-border">
      <li className="flex items-center justify-between gap-4 py-2.5">
        <span className="font-semibold">{t("password")}</span>
        <span className="text-fg-2 text-sm">{hasPassword ? t("passwordSet") : t("passwordUnset")}</span>
      </li>
      {linked.map((identity) => (
        <LinkedIdentity key={identity.id} identity={identity} />
      ))}
      {available.map((method) => (
        <li key={method.id} className="flex items-center justify-between gap-4 py-2.5">
          <span>{method.name}</span>
          <LinkButton method={method} />
        </li>
      ))}
      {linked.length + available.length === 0 ? <li className="py-2.5 text-fg-2 text-sm">{t("none")}</li> : null}
    </ul>
  );
}

function LinkedIdentity({ identity }: { identity: Identities["linked"][number] }) {
  const { id, name, label, isOn, lastUsedAt } = identity;
  const t = useTranslations("identity");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const unlink = useAction(trpc.identity.unlink.mutationOptions(), {
    success: t("unlinked", { name }),
    invalidate: [trpc.identity.pathFilter(), trpc.audit.pathFilter()],
  });
  const handleClick = async () => {
    const isSure = await confirm({
      title: t("unlinkTitle", { name }),
      description: t("unlinkEffect", { label }),
      confirmLabel: t("unlink"),
      isDanger: true,
    });
    if (isSure) await unlink.run({ id });
  };
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
      <div className="min-w-0">
        <p>
          <span className="font-semibold">{name}</span>{" "}
          <span className="break-words text-fg-2 text-sm">{t("linked", { label })}</span>
        </p>
        <p className="text-fg-3 text-xs">
          {isOn ? null : `${t("off")} · `}
          {lastUsedAt ? (
            <>
              {t("lastUsed")} <Time value={lastUsedAt} />
            </>
          ) : (
            t("never")
          )}
        </p>
      </div>
      <Button size="sm" isPending={unlink.isPending} onClick={() => void handleClick()}>
        {t("unlink")}
      </Button>
    </li>
  );
}

function LinkButton({ method: { id, name } }: { method: Identities["available"][number] }) {
  const t = useTranslations("identity");
  const trpc = useTRPC();
  // The password first: whoever sits down at an open session must not leave a way in of their own.
  const prepare = useAction(trpc.identity.prepareLink.mutationOptions());
  const handleClick = async () => {
    const { ok } = await prepare.run();
    if (ok) await goToProvider(id, "/profile?tab=security");
  };
  return (
    <Button size="sm" isPending={prepare.isPending} onClick={() => void handleClick()}>
      {t("link", { name })}
    </Button>
  );
}
