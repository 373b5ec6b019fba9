import { useTranslations } from "next-intl";
import { CodeBlock } from "@/components/ui/code-block";
import type { Health } from "./health-rows";

/** What to do, why, what it costs, and the statement as it stands. */
export function AdviceList({ advice }: { advice: Health["advice"] }) {
  const t = useTranslations("database.advice");
  return (
    <ul className="space-y-4">
      {advice.map(({ code, subject, statement }) => (
        <li key={`${code}:${subject}`} className="max-w-3xl space-y-1.5">
          <p className="wrap-anywhere font-semibold">{t(`codes.${code}.title`, { subject })}</p>
          <p className="text-fg-2">{t(`codes.${code}.cost`)}</p>
          {statement ? <CodeBlock code={statement} isWrapped /> : null}
        </li>
      ))}
    </ul>
  );
}
