"use client";

import { useTranslations } from "next-intl";
import { useSite } from "@/components/layout/site-context";
import { CodeBlock } from "@/components/ui/code-block";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { RecordId } from "@/components/ui/record-id";
import { SecretDialog } from "@/components/ui/secret-dialog";
import { ChatLinks } from "./chat-links-dialog";
import { curlExample, gatewayBaseUrl } from "./curl-example";

/** A key to be shown this one time, and a model the token may call for the example. */
export type ShownSecret = { name: string; key: string; model: string };

/** The key, where to send it, and a command that proves that it works. */
export function TokenSecret({ secret, onClose }: { secret: ShownSecret | null; onClose: () => void }) {
  const t = useTranslations("token.secret");
  const { chatLinks } = useSite();
  return (
    <SecretDialog secret={secret?.key ?? null} onClose={onClose} title={t("title", { name: secret?.name ?? "" })}>
      {secret ? (
        <>
          <DefinitionList>
            <Definition term={t("baseUrl")}>
              <RecordId id={gatewayBaseUrl()} isFull />
            </Definition>
          </DefinitionList>
          <CodeBlock title="curl" code={curlExample(secret)} />
          {chatLinks.length > 0 ? <ChatLinks apiKey={secret.key} /> : null}
        </>
      ) : null}
    </SecretDialog>
  );
}
