import { useTranslations } from "next-intl";
import { CodeBlock } from "@/components/ui/code-block";

/** Changing the key, step by step, with what to type. */
export function RotationSteps() {
  const t = useTranslations("secret.steps");
  return (
    <ol className="max-w-3xl list-decimal space-y-4 pl-5 marker:text-fg-3">
      <li className="space-y-1.5">
        <p>{t("make")}</p>
        <CodeBlock code="openssl rand -hex 32" />
      </li>
      <li className="space-y-1.5">
        <p>{t("configure")}</p>
        <CodeBlock code={t("example")} />
      </li>
      <li>{t("restart")}</li>
      <li className="space-y-1.5">
        <p>{t("rotate")}</p>
        <CodeBlock code="npm run secrets:rotate" />
      </li>
      <li>{t("drop")}</li>
    </ol>
  );
}
