import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";
import { NODE_ROLES } from "@/server/operations/propagation/schema";
import type { NodeRow } from "./health-rows";

/** What a kind of process is called. */
export function useRoleName(): (role: string) => string {
  const t = useTranslations("health.nodes.roles");
  return (role) => {
    const known = NODE_ROLES.find((candidate) => candidate === role);
    return known ? t(known) : role;
  };
}

/** Whether what was saved is in force there. */
export function NodeState({ node }: { node: NodeRow }) {
  const t = useTranslations("health.nodes.states");
  if (node.isGone) return <StatusBadge status="gone">{t("gone")}</StatusBadge>;
  if (node.isBehind) return <StatusBadge status="degraded">{t("behind")}</StatusBadge>;
  return (
    <StatusBadge status="ok" isQuiet>
      {t("current")}
    </StatusBadge>
  );
}
