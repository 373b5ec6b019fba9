"use client";

import { useTranslations } from "next-intl";
import { createContext, type FormEvent, type ReactNode, useCallback, useContext, useId, useRef, useState } from "react";
import { useTRPCClient } from "../trpc/provider";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Input } from "../ui/input";
import { Label } from "../ui/label";
import { StepUpElsewhere } from "./step-up-elsewhere";
import { useErrorText } from "./use-error-text";

const StepUpContext = createContext<() => Promise<boolean>>(() => Promise.resolve(false));

type Method = { id: string; name: string };

function toMethod({ provider, name }: { provider: string; name: string }): Method {
  return { id: provider, name };
}

/** Asks for the password again; true once the session was confirmed, false when the person gave up. */
export function useStepUp(): () => Promise<boolean> {
  return useContext(StepUpContext);
}

export function StepUpProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("common.stepUp");
  const client = useTRPCClient();
  const errorText = useErrorText();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, setIsPending] = useState(false);
  /** The ways to sign in again of an account without a password; null while it is not known that there is none. */
  const [elsewhere, setElsewhere] = useState<Method[] | null>(null);
  const waiting = useRef<((isConfirmed: boolean) => void)[]>([]);

  const request = useCallback(
    () =>
      new Promise<boolean>((resolve) => {
        // Two calls refused together share one dialog.
        waiting.current.push(resolve);
        setIsOpen(true);
        client.identity.list.query().then(
          ({ hasPassword, linked }) =>
            setElsewhere(hasPassword ? null : linked.filter(({ isOn }) => isOn).map(toMethod)),
          // The password is what nearly everybody has.
          () => setElsewhere(null),
        );
      }),
    [client],
  );
  const finish = useCallback((isConfirmed: boolean) => {
    setIsOpen(false);
    setPassword("");
    setFault(null);
    for (const resolve of waiting.current.splice(0)) resolve(isConfirmed);
  }, []);
  const confirmed = useCallback(() => finish(true), [finish]);
  const handleSubmit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (isPending || !password) return;
    setIsPending(true);
    try {
      await client.session.stepUp.mutate({ password });
      finish(true);
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setIsPending(false);
    }
  };

  return (
    <StepUpContext value={request}>
      {children}
      <Dialog
        open={isOpen}
        onOpenChange={(open) => {
          if (!open) finish(false);
        }}
        title={t("title")}
        description={elsewhere === null ? t("description") : t("elsewhere")}
        footer={
          <>
            <Button onClick={() => finish(false)}>{t("cancel")}</Button>
            {elsewhere === null ? (
              <Button type="submit" form={id} variant="primary" isPending={isPending} disabled={!password}>
                {t("confirm")}
              </Button>
            ) : null}
          </>
        }
      >
        {elsewhere === null ? (
          <form id={id} onSubmit={handleSubmit} className="flex flex-col gap-3">
            {fault ? <Alert tone="err">{fault}</Alert> : null}
            <div className="flex flex-col gap-1">
              <Label htmlFor={`${id}-password`}>{t("password")}</Label>
              <Input
                id={`${id}-password`}
                type="password"
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            </div>
          </form>
        ) : (
          <StepUpElsewhere methods={elsewhere} onConfirmed={confirmed} />
        )}
      </Dialog>
    </StepUpContext>
  );
}
