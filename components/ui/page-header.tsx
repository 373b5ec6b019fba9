import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { cn } from "./cn";

export type Crumb = { label: string; href: string };

/** The top of a page: where it stands, its name, its state, its actions (at most one primary). */
export function PageHeader(props: {
  title: ReactNode;
  breadcrumb?: readonly Crumb[];
  /** Beside the title: a status badge, an id. */
  meta?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  const t = useTranslations("common");
  const { title, breadcrumb = [], meta, description, actions, className } = props;
  return (
    <header className={cn("flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-4 pb-3 xl:px-6", className)}>
      <div className="min-w-0 flex-1 basis-60">
        {breadcrumb.length > 0 ? (
          <nav aria-label={t("breadcrumb")} className="mb-0.5 flex items-center gap-1 text-fg-3 text-xs">
            {breadcrumb.map((crumb) => (
              <Fragment key={crumb.href}>
                <Link href={crumb.href} className="rounded-sm hover:text-fg hover:underline">
                  {crumb.label}
                </Link>
                <ChevronRight className="size-3" aria-hidden />
              </Fragment>
            ))}
          </nav>
        ) : null}
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 truncate font-semibold text-lg">{title}</h1>
          {meta}
        </div>
        {description ? <p className="mt-0.5 max-w-3xl text-fg-2">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}

/** The body of a page that is not one full-height table: gutters and the vertical rhythm of sections. */
export function PageBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cn("flex min-w-0 flex-col gap-6 px-4 pt-1 pb-10 xl:px-6", className)}>{children}</div>;
}
