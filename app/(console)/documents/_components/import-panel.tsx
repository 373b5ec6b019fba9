"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { IMPORT_POLICIES, type ImportPolicy } from "@/server/configuration/document/schema";
import type { RevisionKind } from "@/server/configuration/revision/schema";
import { type ChosenFile, FileDrop } from "./file-drop";
import { ImportJob, RunningImport, type StartedImport } from "./import-job";
import { ImportPreview } from "./import-preview";
import { type KeptDraft, KeptDraftNote } from "./keep-as-draft";
import { KindBoxes } from "./kind-boxes";
import { PassphraseInput } from "./passphrase-input";

type Preview = RouterOutputs["document"]["preview"];

/** A file into this installation: choose it, look at every change, then apply them all. */
export function ImportPanel() {
  const t = useTranslations("document.import");
  const trpc = useTRPC();
  const policyId = useId();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [policy, setPolicy] = useState<ImportPolicy>("overwrite");
  const [deleteKinds, setDeleteKinds] = useState<RevisionKind[]>([]);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [done, setDone] = useState<{ kept?: KeptDraft; started?: StartedImport }>({});
  const look = useAction(trpc.document.preview.mutationOptions(), { onSuccess: setPreview });
  /** What was looked at is what is applied: any other choice wants another look. */
  const choose =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setPreview(null);
      setDone({});
    };
  const input = { text: file?.text ?? "", policy, deleteKinds, ...(passphrase === "" ? {} : { passphrase }) };
  return (
    <Panel title={t("title")} description={t("description")}>
      <div className="flex max-w-[720px] flex-col gap-4">
        <FileDrop file={file} onFile={choose(setFile)} />
        <div className="flex flex-col gap-1">
          <Label htmlFor={policyId}>{t("policy")}</Label>
          <Select
            id={policyId}
            value={policy}
            onValueChange={choose(setPolicy)}
            options={IMPORT_POLICIES.map((value) => ({ value, label: t(`policies.${value}`) }))}
          />
        </div>
        <PassphraseInput
          label={t("passphrase")}
          hint={t("passphraseHint")}
          value={passphrase}
          onChange={choose(setPassphrase)}
        />
        <KindBoxes
          label={t("deletes")}
          hint={t("deletesHint")}
          chosen={deleteKinds}
          onChange={choose(setDeleteKinds)}
        />
        <div>
          <Button
            variant={preview ? "secondary" : "primary"}
            disabled={file === null}
            isPending={look.isPending}
            onClick={() => void look.run(input)}
          >
            {t("preview")}
          </Button>
        </div>
      </div>
      {preview ? (
        <ImportPreview
          preview={preview}
          input={input}
          onDone={(what) => {
            setDone(what);
            setPreview(null);
            setFile(null);
            setPassphrase("");
          }}
        />
      ) : null}
      {done.kept ? <KeptDraftNote kept={done.kept} /> : null}
      {done.started ? <ImportJob started={done.started} /> : <RunningImport />}
    </Panel>
  );
}
