import type { ReactNode } from "react";

/** Title and purpose of a step above, its buttons below. */
export function StepFrame(props: {
  title: ReactNode;
  description: ReactNode;
  /** Left: the way back. */
  back?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, description, back, actions, children } = props;
  return (
    <>
      <header>
        <h2 className="font-semibold text-lg">{title}</h2>
        <p className="mt-0.5 text-fg-2">{description}</p>
      </header>
      {children}
      {back || actions ? (
        <footer className="flex flex-wrap items-center justify-between gap-2 border-border border-t pt-4">
          <div>{back}</div>
          <div className="flex flex-wrap items-center gap-2">{actions}</div>
        </footer>
      ) : null}
    </>
  );
}
