"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Button } from "../ui/button";

/** Where the window that signs in again says that it did. */
export const CONFIRMED_CHANNEL = "gatehouse.confirmed";
const WINDOW_FEATURES = "popup,width=520,height=680";

/** For accounts without a password: signs in again with a provider, in a window of its own, so that nothing typed is lost. */
export function StepUpElsewhere(props: { methods: readonly { id: string; name: string }[]; onConfirmed: () => void }) {
  const { methods, onConfirmed } = props;
  const t = useTranslations("common.stepUp");
  useEffect(() => {
    const channel = new BroadcastChannel(CONFIRMED_CHANNEL);
    channel.onmessage = onConfirmed;
    return () => channel.close();
  }, [onConfirmed]);
  return (
    <div className="flex flex-col gap-2">
      {methods.map(({ id, name }) => (
        <Button key={id} onClick={() => window.open(`/confirm?with=${id}`, "_blank", WINDOW_FEATURES)}>
          {t("again", { name })}
        </Button>
      ))}
    </div>
  );
}
