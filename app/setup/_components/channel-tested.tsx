"use client";

import { useTranslations } from "next-intl";
import { TestResult } from "@/components/domain/channel/test-result";
import type { ChannelTestRun } from "@/components/domain/channel/use-channel-test";
import { Button } from "@/components/ui/button";
import { StepFrame } from "./step-frame";

/** How the first channel's test goes, and the ways on: with it, around it, or back to its form. */
export function ChannelTested(props: {
  run: ChannelTestRun;
  onTest: () => void;
  onEdit: () => void;
  onDone: () => void;
}) {
  const { run, onTest, onEdit, onDone } = props;
  const t = useTranslations("setup");
  const isRunning = run.phase === "running";
  const hasPassed = run.phase === "done" && run.result?.isOk === true;
  return (
    <StepFrame
      title={t("channel.created")}
      description={isRunning ? t("channel.testing") : t("channel.description")}
      back={
        <Button variant="ghost" disabled={isRunning} onClick={onEdit}>
          {t("channel.edit")}
        </Button>
      }
      actions={
        <>
          <Button isPending={isRunning} onClick={onTest}>
            {t("channel.test")}
          </Button>
          <Button variant="primary" disabled={isRunning} onClick={onDone}>
            {hasPassed ? t("next") : t("skip")}
          </Button>
        </>
      }
    >
      <TestResult run={run} />
    </StepFrame>
  );
}
