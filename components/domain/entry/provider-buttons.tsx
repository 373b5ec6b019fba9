"use client";

import { LogIn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { goToProvider } from "./go-to-provider";

export type SignInMethod = { id: string; name: string };

/** One button a provider, which leads there and back to `callbackUrl`. */
export function ProviderButtons(props: { methods: readonly SignInMethod[]; callbackUrl: () => string }) {
  const { methods, callbackUrl } = props;
  const t = useTranslations("login");
  const [going, setGoing] = useState<string | null>(null);
  const go = async (id: string) => {
    setGoing(id);
    // It leaves the page; where it does not (no answer), the buttons come back.
    await goToProvider(id, callbackUrl()).catch(() => setGoing(null));
  };
  return (
    <div className="flex flex-col gap-2">
      {methods.map(({ id, name }) => (
        <Button
          key={id}
          size="lg"
          className="w-full"
          isPending={going === id}
          disabled={going !== null}
          onClick={() => void go(id)}
        >
          <LogIn aria-hidden />
          {t("with", { name })}
        </Button>
      ))}
    </div>
  );
}
