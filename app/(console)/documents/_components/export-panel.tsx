"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useObjectName } from "@/components/domain/revision/object-name";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { PASSPHRASE_LENGTH_MIN } from "@/server/configuration/document/schema";
import { REVISION_KINDS, type RevisionKind } from "@/server/configuration/revision/schema";
import { KindBoxes } from "./kind-boxes";
import { PassphraseInput } from "./passphrase-input";
import { saveJson } from "./save-file";

type LeftOut = RouterOutputs["document"]["export"]["leftOut"];

/** The configuration, or the kinds chosen, as a file; with secrets only under a passphrase. */
export function ExportPanel() {
  const t = useTranslations("document.export");
  const tFaults = useTranslations("form.faults");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [kinds, setKinds] = useState<readonly RevisionKind[]>(REVISION_KINDS);
  const [passphrase, setPassphrase] = useState("");
  const [leftOut, setLeftOut] = useState<LeftOut>([]);
  const isShort = passphrase !== "" && passphrase.length < PASSPHRASE_LENGTH_MIN;
  const write = useAction(trpc.document.export.mutationOptions(), {
    success: t("done"),
    onSuccess: ({ text, leftOut }) => {
      setLeftOut(leftOut);
      saveJson(`gatehouse-configuration-${new Date().toISOString().slice(0, 10)}`, text);
      setPassphrase("");
    },
  });
  const saveSchema = async () => {
    const schema = await queryClient.fetchQuery(trpc.document.jsonSchema.queryOptions());
    saveJson("gatehouse-configuration.schema", `${JSON.stringify(schema, null, 2)}\n`);
  };
  return (
    <Panel
      title={t("title")}
      description={t("description")}
      actions={
        <Button variant="ghost" onClick={() => void saveSchema()}>
          {t("schema")}
        </Button>
      }
    >
      <form
        className="flex max-w-[720px] flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void write.run({ kinds: [...kinds], ...(passphrase === "" ? {} : { passphrase }) });
        }}
      >
        <KindBoxes label={t("kinds")} chosen={kinds} onChange={setKinds} />
        <PassphraseInput
          label={t("passphrase")}
          hint={t("passphraseHint")}
          fault={isShort ? tFaults("passphraseShort") : undefined}
          value={passphrase}
          onChange={setPassphrase}
        />
        <div>
          <Button type="submit" variant="primary" isPending={write.isPending} disabled={kinds.length === 0 || isShort}>
            <Download aria-hidden />
            {t("submit")}
          </Button>
        </div>
      </form>
      {leftOut.length > 0 ? <LeftOutNote objects={leftOut} /> : null}
    </Panel>
  );
}

/** Whose secrets the file does not hold although they were wanted. */
function LeftOutNote({ objects }: { objects: LeftOut }) {
  const t = useTranslations("document.export");
  const tKinds = useTranslations("revision.kinds");
  const nameOf = useObjectName();
  return (
    <Alert tone="warn" title={t("leftOut", { count: objects.length })} className="mt-4 max-w-[720px]">
      <p>{t("leftOutHint")}</p>
      <ul className="mt-1 list-inside list-disc">
        {objects.map((object) => (
          <li key={`${object.kind} ${object.id}`}>
            {tKinds(object.kind)}: {nameOf(object)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
