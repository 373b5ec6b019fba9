"use client";

import { Copy, Ellipsis, RotateCcw, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EditChannelSheet } from "@/components/domain/channel/channel-form";
import { TestDialog } from "@/components/domain/channel/test-dialog";
import { useChannelActions } from "@/components/domain/channel/use-channel-actions";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { useViewer } from "@/components/layout/viewer";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { can } from "@/server/identity/permission/schema";

type Channel = RouterOutputs["channel"]["get"];

/** What can be done with a channel from its own page. */
export function ChannelPageActions({ channel }: { channel: Channel }) {
  const t = useTranslations("channel.actions");
  const { role } = useViewer();
  const actions = useChannelActions();
  // What the form was opened with: the list is read again meanwhile, and must not take what was typed away.
  const [edited, setEdited] = useState<Channel | null>(null);
  const [isTesting, setIsTesting] = useState(false);
  const { id } = channel;
  const isOn = channel.status === "enabled";
  const canManage = can(role, "channel.manage");
  if (channel.deletedAt) {
    return canManage ? (
      <Button onClick={() => void actions.restore.run({ id })} isPending={actions.restore.isPending}>
        <RotateCcw aria-hidden />
        {t("restore")}
      </Button>
    ) : null;
  }
  return (
    <>
      <Button asChild variant="ghost">
        <Link href={hrefOfLogs({ channelId: id, last: "30d" })}>{t("logs")}</Link>
      </Button>
      {can(role, "channel.test") ? <Button onClick={() => setIsTesting(true)}>{t("test")}</Button> : null}
      {can(role, "channel.toggle") ? (
        <Button
          isPending={actions.setStatus.isPending}
          onClick={() => void actions.setStatus.run({ id, status: isOn ? "disabled" : "enabled" })}
        >
          {isOn ? t("disable") : t("enable")}
        </Button>
      ) : null}
      {canManage ? (
        <>
          <Button variant="primary" onClick={() => setEdited(channel)}>
            {t("edit")}
          </Button>
          <MoreMenu channel={channel} actions={actions} />
          {edited ? (
            <EditChannelSheet
              channel={edited}
              open
              onOpenChange={(open) => {
                if (!open) setEdited(null);
              }}
            />
          ) : null}
        </>
      ) : null}
      <TestDialog channel={isTesting ? channel : null} onClose={() => setIsTesting(false)} />
    </>
  );
}

function MoreMenu({ channel, actions }: { channel: Channel; actions: ReturnType<typeof useChannelActions> }) {
  const t = useTranslations("channel.actions");
  const router = useRouter();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="icon" aria-label={t("more")}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem
          onSelect={async () => {
            const cloned = await actions.clone.run({ id: channel.id });
            if (cloned.ok) router.push(`/channels/${cloned.data.id}`);
          }}
        >
          <Copy aria-hidden />
          {t("clone")}
        </DropdownMenuItem>
        <DropdownMenuItem
          isDanger
          onSelect={async () => {
            if (await actions.remove(channel)) router.push("/channels");
          }}
        >
          <Trash2 aria-hidden />
          {t("delete")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
