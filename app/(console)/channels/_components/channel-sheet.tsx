"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ChannelOverview } from "@/components/domain/channel/channel-overview";
import { useChannelActions } from "@/components/domain/channel/use-channel-actions";
import { QueryState } from "@/components/feedback/query-state";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { can } from "@/server/identity/permission/schema";

/** A channel beside the list, with what one does there when it fails: test, switch, open. */
export function ChannelSheet(props: { id: string; onTest: (channel: { id: string; name: string }) => void }) {
  const { id, onTest } = props;
  const t = useTranslations("channel.actions");
  const { role } = useViewer();
  const actions = useChannelActions();
  const query = useQuery(useTRPC().channel.get.queryOptions({ id }));
  return (
    <QueryState query={query}>
      {(channel) => (
        <div className="flex flex-col gap-5">
          {channel.deletedAt ? null : (
            <div className="flex flex-wrap gap-2">
              {can(role, "channel.test") ? <Button onClick={() => onTest(channel)}>{t("test")}</Button> : null}
              {can(role, "channel.toggle") ? (
                <Button
                  isPending={actions.setStatus.isPending}
                  onClick={() =>
                    void actions.setStatus.run({ id, status: channel.status === "enabled" ? "disabled" : "enabled" })
                  }
                >
                  {channel.status === "enabled" ? t("disable") : t("enable")}
                </Button>
              ) : null}
              <Button asChild>
                <Link href={`/channels/${id}`}>{t("open")}</Link>
              </Button>
            </div>
          )}
          <ChannelOverview channel={channel} />
        </div>
      )}
    </QueryState>
  );
}
