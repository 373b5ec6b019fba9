"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAction } from "@/components/feedback/use-action";
import { JsonEditor } from "@/components/form/json-editor";
import { useFaultText } from "@/components/schema-form/fault-text";
import { readValues } from "@/components/schema-form/form-value";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FileButton } from "@/components/ui/file-button";
import { Label } from "@/components/ui/label";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Select } from "@/components/ui/select";
import { IMPORT_POLICIES, type ImportPolicy } from "@/server/configuration/config/schema";

type Item = RouterOutputs["config"]["importFile"]["items"][number];

/** Brings a program's JSON file into one's configurations: paste or choose it, look at what would happen, then do it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("config.import");
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const [policy, setPolicy] = useState<ImportPolicy>("skip");
  const [items, setItems] = useState<Item[] | null>(null);
  const preview = useAction(trpc.config.importFile.mutationOptions());
  const carryOut = useAction(trpc.config.importFile.mutationOptions(), {
    success: ({ items: done }) => t("done", { count: done.filter(isMade).length }),
    invalidate: [trpc.config.pathFilter(), trpc.template.pathFilter()],
  });
  const file = readValues(text);
  const look = async () => {
    if (file === null) return;
    const outcome = await preview.run({ file, policy });
    if (outcome.ok) setItems(outcome.data.items);
  };
  const doIt = async () => {
    if (file === null) return;
    const outcome = await carryOut.run({ file, policy, isConfirmed: true });
    if (outcome.ok) onClose();
  };
  const change = (next: string) => {
    setText(next);
    setItems(null);
  };
  const isReady = items?.some(isMade) ?? false;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={t("open")}
      description={t("hint")}
      footer={
        <>
          <Button disabled={file === null} isPending={preview.isPending} onClick={() => void look()}>
            {t("preview")}
          </Button>
          <Button variant="primary" disabled={!isReady} isPending={carryOut.isPending} onClick={() => void doIt()}>
            {t("carryOut")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-end gap-4">
          <FileChooser onText={change} />
          <div className="flex flex-col gap-1">
            <Label htmlFor="import-policy">{t("policy")}</Label>
            <Select
              id="import-policy"
              className="w-52"
              value={policy}
              onValueChange={(next) => {
                setPolicy(next);
                setItems(null);
              }}
              options={IMPORT_POLICIES.map((value) => ({ value, label: t(`policies.${value}`) }))}
            />
          </div>
        </div>
        <JsonEditor value={text} onChange={change} label={t("file")} maxHeightRem={16} />
        {items ? <ImportTable items={items} /> : null}
      </div>
    </Dialog>
  );
}

function isMade({ outcome }: Item): boolean {
  return outcome !== "refused" && outcome !== "skip";
}

function FileChooser({ onText }: { onText: (text: string) => void }) {
  const t = useTranslations("config.import");
  return (
    <FileButton accept="application/json,.json" onFile={async (file) => onText(await file.text())}>
      {t("choose")}
    </FileButton>
  );
}

function ImportTable({ items }: { items: readonly Item[] }) {
  const t = useTranslations("config");
  const faultText = useFaultText();
  return (
    <PlainTable head={[{ label: t("key") }, { label: t("template") }, { label: t("import.outcome") }]}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two providers of a file may have one name
        <PlainRow key={index} name={<code className="font-mono text-xs">{item.newKey ?? item.key}</code>}>
          <PlainCell>{item.templateName}</PlainCell>
          <PlainCell>
            {t(`import.outcomes.${item.outcome}`)}
            {item.reason ? <p className="text-err text-xs">{t("import.refusedSecret")}</p> : null}
            <ul className="text-err text-xs">
              {item.faults.map((fault) => (
                <li key={`${fault.path} ${fault.code}`}>
                  <code className="font-mono text-meta">{fault.path || "/"}</code> {faultText(fault)}
                </li>
              ))}
            </ul>
          </PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}
