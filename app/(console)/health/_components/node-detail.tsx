import { useTranslations } from "next-intl";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { ByteSize, Duration, NumberText, Percent } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { STATE_TOPICS } from "@/server/kernel/state-schema";
import type { NodeRow } from "./health-rows";
import { NodeState, useRoleName } from "./node-state";

/** One process: what it is, what it counts, and the version of each subject that is in force in it. */
export function NodeDetail({ node }: { node: NodeRow }) {
  const t = useTranslations("health.nodes");
  const roleName = useRoleName();
  const { figures } = node;
  return (
    <div className="space-y-5">
      <DefinitionList>
        <Definition term={t("state")}>
          <NodeState node={node} />
        </Definition>
        <Definition term={t("role")}>{roleName(node.role)}</Definition>
        <Definition term={t("version")}>{node.version}</Definition>
        <Definition term={t("startedAt")}>
          <Time value={node.startedAt} format="exact" />
        </Definition>
        <Definition term={t("lastSeenAt")}>
          <Time value={node.lastSeenAt} format="exact" />
        </Definition>
        <Definition term={t("lag")}>
          <Duration ms={node.lagMs} />
        </Definition>
        <Definition term={t("memory")}>
          <ByteSize value={figures.memoryUsed} />
        </Definition>
        {node.cacheHitShare === null ? null : (
          <Definition term={t("cache")}>
            <Percent share={node.cacheHitShare} />
          </Definition>
        )}
        {node.sharedHitShare === null ? null : (
          <Definition term={t("sharedCache")}>
            <Percent share={node.sharedHitShare} />
          </Definition>
        )}
        {figures.authEntries === undefined ? null : (
          <Definition term={t("entries")}>
            <NumberText value={figures.authEntries} />
          </Definition>
        )}
        {figures.ledgerQueued === undefined ? null : (
          <Definition term={t("queued")}>
            <NumberText value={figures.ledgerQueued} />
          </Definition>
        )}
        {figures.knownStateAt === undefined ? null : (
          <Definition term={t("knownState")}>
            <Time value={new Date(figures.knownStateAt)} format="exact" />
          </Definition>
        )}
        {figures.servedOffline ? (
          <Definition term={t("servedOffline")}>
            <NumberText value={figures.servedOffline} />
          </Definition>
        ) : null}
        {figures.owedRequests ? (
          <Definition term={t("owed")}>
            <NumberText value={figures.owedRequests} />
          </Definition>
        ) : null}
        <Definition term="ID">
          <RecordId id={node.id} isFull />
        </Definition>
      </DefinitionList>
      <TopicTable node={node} />
    </div>
  );
}

function TopicTable({ node }: { node: NodeRow }) {
  const t = useTranslations("health.nodes");
  return (
    <PlainTable
      head={[{ label: t("topic") }, { label: t("inForce"), isNumeric: true }, { label: t("latest"), isNumeric: true }]}
    >
      {node.topics.map(({ topic, inForce, latest }) => {
        const known = STATE_TOPICS.find((candidate) => candidate === topic);
        return (
          <PlainRow key={topic} name={known ? t(`topics.${known}`) : topic}>
            <PlainCell isNumeric>
              <NumberText value={inForce} />
            </PlainCell>
            <PlainCell isNumeric>
              <NumberText value={latest} />
            </PlainCell>
          </PlainRow>
        );
      })}
    </PlainTable>
  );
}
