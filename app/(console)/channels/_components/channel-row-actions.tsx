"use client";

import { Copy, FlaskConical, Power, PowerOff, RotateCcw, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useChannelActions } from "@/components/domain/channel/use-channel-actions";
import { useViewer } from "@/components/layout/viewer";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { can } from "@/server/identity/permission/schema";
import type { ChannelListRow } from "./channels-columns";

type Props = { channel: ChannelListRow; onTest: (channel: { id: string; name: string }) => void };

export function ChannelRowActions({ channel, onTest }: Props) {
  const t = useTranslations("channel.actions");
  const { role } = useViewer();
  const router = useRouter();
  const actions = useChannelActions();
  const { id, name } = channel;
  const isOn = channel.status === "enabled";
  if (channel.deletedAt) {
    return can(role, "channel.manage") ? (
      <DropdownMenuItem onSelect={() => void actions.restore.run({ id })}>
        <RotateCcw aria-hidden />
        {t("restore")}
      </DropdownMenuItem>
    ) : null;
  }
  return (
    <>
      {can(role, "channel.test") ? (
        <DropdownMenuItem onSelect={() => onTest({ id, name })}>
          <FlaskConical aria-hidden />
          {t("test")}
        </DropdownMenuItem>
      ) : null}
      {can(role, "channel.toggle") ? (
        <DropdownMenuItem onSelect={() => void actions.setStatus.run({ id, status: isOn ? "disabled" : "enabled" })}>
          {isOn ? <PowerOff aria-hidden /> : <Power aria-hidden />}
          {isOn ? t("disable") : t("enable")}
        </DropdownMenuItem>
      ) : null}
      {can(role, "channel.manage") ? (
        <>
          <DropdownMenuItem
            onSelect={async () => {
              const cloned = await actions.clone.run({ id });
              if (cloned.ok) router.push(`/channels/${cloned.data.id}`);
            }}
          >
            <Copy aria-hidden />
            {t("clone")}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem isDanger onSelect={() => void actions.remove({ id, name })}>
            <Trash2 aria-hidden />
            {t("delete")}
          </DropdownMenuItem>
        </>
      ) : null}
    </>
  );
}
