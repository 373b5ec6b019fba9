"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAction } from "@/components/feedback/use-action";
import { ReasonDialog } from "@/components/form/reason-dialog";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import type { RequestRecord } from "./request-record";

type Bodies = RouterOutputs["inspector"]["readBodies"];
/** More of a body than this only makes the page slow; all of it can be copied. */
const SHOWN_CHARACTERS = 64_000;

/** What was asked and answered, where it was kept: one's own at once, anybody else's for a reason that is written down. */
export function RequestBodies({ id, body }: { id: string; body: NonNullable<RequestRecord["body"]> }) {
  const t = useTranslations("inspect.bodies");
  const trpc = useTRPC();
  const [isAsking, setIsAsking] = useState(false);
  const [bodies, setBodies] = useState<Bodies | null>(null);
  const read = useAction(trpc.inspector.readBodies.mutationOptions());
  if (bodies) return <BodyTexts bodies={bodies} />;
  if (body.access === "none") return <p className="text-fg-2">{t("noRight")}</p>;
  if (body.access === "own") {
    const show = async () => {
      const result = await read.run({ id });
      if (result.ok) setBodies(result.data);
    };
    return (
      <Button size="sm" onClick={() => void show()}>
        {t("show")}
      </Button>
    );
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-fg-2">{t("foreign")}</p>
      <Button size="sm" onClick={() => setIsAsking(true)}>
        {t("show")}
      </Button>
      <ReasonDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t("reasonTitle")}
        effect={t("foreign")}
        submitLabel={t("show")}
        onSubmit={async (reason) => setBodies(await read.call({ id, reason }))}
      />
    </div>
  );
}

function BodyTexts({ bodies }: { bodies: Bodies }) {
  const t = useTranslations("inspect.bodies");
  return (
    <div className="flex flex-col gap-3">
      {bodies.isCut ? <p className="text-warn text-xs">{t("isCut")}</p> : null}
      <BodyText title={t("request", { count: bodies.requestBytes })} text={bodies.request} />
      <BodyText title={t("response", { count: bodies.responseBytes })} text={bodies.response} />
    </div>
  );
}

function BodyText({ title, text }: { title: string; text: string | null }) {
  const t = useTranslations("inspect.bodies");
  if (text === null) return <p className="text-fg-3 text-xs">{`${title}: ${t("notKept")}`}</p>;
  const shown = readable(text).slice(0, SHOWN_CHARACTERS);
  const isShortened = readable(text).length > shown.length;
  return (
    <div className="flex flex-col gap-1">
      <CodeBlock title={title} code={shown} isWrapped />
      {isShortened ? (
        <p className="flex items-center gap-2 text-fg-3 text-xs">
          {t("shortened", { count: SHOWN_CHARACTERS })}
          <CopyButton text={text} />
        </p>
      ) : null}
    </div>
  );
}

/** JSON with its lines indented; a stream, or what was cut, as it is. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
