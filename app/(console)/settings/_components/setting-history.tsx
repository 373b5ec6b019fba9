"use client";

import { useTranslations } from "next-intl";
import { ObjectHistory } from "@/components/domain/revision/object-history";
import { useSettingText } from "@/components/domain/setting/setting-text";
import { Sheet } from "@/components/ui/sheet";

/** Every value one setting ever had, with the way back. */
export function SettingHistory({ settingKey, onClose }: { settingKey: string | null; onClose: () => void }) {
  const t = useTranslations("setting");
  const textOf = useSettingText();
  return (
    <Sheet
      open={settingKey !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("historyOf", { name: settingKey === null ? "" : textOf(settingKey).label })}
      description={settingKey}
    >
      {settingKey === null ? null : <ObjectHistory kind="setting" objectId={settingKey} />}
    </Sheet>
  );
}
