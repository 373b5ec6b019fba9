"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

type Chosen = { add: string[]; remove: string[] };
type ModelPreviewProps = {
  /** What the upstream lists; null: closed. */
  upstream: readonly string[] | null;
  /** What the channel offers now. */
  offered: readonly string[];
  /** Offered names that the upstream does not list; by default compared by name. */
  missing?: readonly string[];
  onApply: (chosen: Chosen) => void;
  onClose: () => void;
  isPending?: boolean;
};

/** What would be added and removed, each with a box; only what is ticked is taken over. */
export function ModelPreview(props: ModelPreviewProps) {
  const { upstream, onClose } = props;
  const t = useTranslations("channel.models");
  return (
    <Dialog
      size="lg"
      open={upstream !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("previewTitle", { count: upstream?.length ?? 0 })}
      description={t("previewDescription")}
    >
      {upstream === null ? null : <Preview {...props} upstream={upstream} />}
    </Dialog>
  );
}

function Preview(props: ModelPreviewProps & { upstream: readonly string[] }) {
  const { upstream, offered, onApply, onClose, isPending } = props;
  const t = useTranslations("channel.models");
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { added, missing } = useMemo(() => {
    const has = new Set(offered);
    const listed = new Set(upstream);
    return {
      added: upstream.filter((model) => !has.has(model)),
      missing: props.missing ?? offered.filter((model) => !listed.has(model)),
    };
  }, [upstream, offered, props.missing]);
  const matches = (model: string) => model.toLowerCase().includes(search.trim().toLowerCase());
  const set = (models: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const model of models) {
      if (isChosen) next.add(model);
      else next.delete(model);
    }
    setChosen(next);
  };
  const add = added.filter((model) => chosen.has(model));
  const remove = missing.filter((model) => chosen.has(model));
  const groups = [
    { key: "added" as const, models: added.filter(matches) },
    { key: "missing" as const, models: missing.filter(matches) },
  ];
  return (
    <div className="flex flex-col gap-4 pb-3">
      <Input
        value={search}
        placeholder={t("search")}
        aria-label={t("search")}
        onChange={(event) => setSearch(event.target.value)}
      />
      {groups.map(({ key, models }) => (
        <section key={key} aria-label={t(key, { count: models.length })}>
          <header className="mb-1 flex items-center gap-3">
            <h3 className="flex-1 font-semibold text-sm">{t(key, { count: models.length })}</h3>
            {models.length > 0 ? (
              <Button
                variant="link"
                size="inline"
                onClick={() =>
                  set(
                    models,
                    models.some((model) => !chosen.has(model)),
                  )
                }
              >
                {models.every((model) => chosen.has(model)) ? t("chooseNone") : t("chooseAll")}
              </Button>
            ) : null}
          </header>
          {models.length === 0 ? (
            <p className="text-fg-3 text-xs">{t(`${key}None`)}</p>
          ) : (
            <ul className="grid max-h-48 gap-x-4 overflow-y-auto sm:grid-cols-2">
              {models.map((model) => (
                <li key={model}>
                  <Label className="flex min-h-7 items-center gap-2 font-mono font-normal text-xs">
                    <Checkbox checked={chosen.has(model)} onCheckedChange={(next) => set([model], next === true)} />
                    <span className="truncate" title={model}>
                      {model}
                    </span>
                  </Label>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button
          variant="primary"
          isPending={isPending ?? false}
          disabled={add.length + remove.length === 0}
          onClick={() => onApply({ add, remove })}
        >
          {t("apply", { added: add.length, removed: remove.length })}
        </Button>
      </div>
    </div>
  );
}
