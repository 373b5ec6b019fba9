"use client";

import { useTranslations } from "next-intl";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { NumberText } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import type { Profile } from "./profile-page";

/** One's own money. */
export function ProfileFigures({ profile }: { profile: Profile }) {
  const t = useTranslations("profile");
  return (
    <DefinitionList>
      <Definition term={t("balance")}>
        <Quota units={profile.balance} className="font-semibold" />
      </Definition>
      <Definition term={t("held")}>
        <Quota units={profile.heldQuota} />
      </Definition>
      <Definition term={t("used")}>
        <Quota units={profile.usedQuota} />
      </Definition>
      <Definition term={t("requests")}>
        <NumberText value={profile.requestCount} />
      </Definition>
    </DefinitionList>
  );
}
