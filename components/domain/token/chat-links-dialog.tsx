"use client";

import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useSite } from "@/components/layout/site-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { chatHref } from "./chat-href";

/** Chat programs that open with a key. Keys are kept as hashes, so the one to use is pasted here; it leaves by the link alone. */
export function ChatLinksDialog({ tokenName, onClose }: { tokenName: string; onClose: () => void }) {
  const t = useTranslations("token.chat");
  const id = useId();
  const [key, setKey] = useState("");
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="sm"
      title={t("title", { name: tokenName })}
      description={t("hint")}
      footer={<Button onClick={onClose}>{t("close")}</Button>}
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-1">
          <Label htmlFor={id}>{t("key")}</Label>
          <Input
            id={id}
            type="password"
            autoComplete="off"
            isMono
            value={key}
            onChange={(event) => setKey(event.target.value.trim())}
          />
        </div>
        <ChatLinks apiKey={key} />
      </div>
    </Dialog>
  );
}

/** The site's chat programs as buttons; those that want a key wait for one. */
export function ChatLinks({ apiKey }: { apiKey: string }) {
  const { chatLinks } = useSite();
  return (
    <div className="flex flex-wrap gap-2">
      {chatLinks.map(({ name, url }) => {
        const isWaiting = url.includes("{key}") && apiKey === "";
        return isWaiting ? (
          <Button key={name} size="sm" disabled>
            {name}
          </Button>
        ) : (
          <Button key={name} size="sm" asChild>
            <a
              href={chatHref(url, { key: apiKey, address: window.location.origin })}
              target="_blank"
              rel="noopener noreferrer"
            >
              <ExternalLink aria-hidden />
              {name}
            </a>
          </Button>
        );
      })}
    </div>
  );
}
