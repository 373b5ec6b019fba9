const PARENT_CHECK_MS = 500;
/** npm repeats a Ctrl-C that the terminal has already sent to everyone: that is still one wish. */
const SAME_WISH_MS = 1_000;

type Options = { endsWithParent: boolean; onStop: (reason: string) => void; onForce: () => void };

/**
 * Listens for every way of being told to end: signals, the end of the channel to the process that started this one, and
 * (if `endsWithParent`) the end of that process. `onStop` is called once, `onForce` when somebody asks again.
 */
export function listenForStop({ endsWithParent, onStop, onForce }: Options): void {
  let askedAt: number | undefined;
  const ask = (reason: string, isPerson: boolean) => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      onStop(reason);
    } else if (isPerson && Date.now() - askedAt > SAME_WISH_MS) onForce();
  };
  process.on("SIGINT", () => ask("Ctrl-C", true));
  process.on("SIGTERM", () => ask("SIGTERM", true));
  process.on("SIGHUP", () => ask("the terminal was closed", false));
  process.once("disconnect", () => ask("the process that started this one is gone", false));
  if (!endsWithParent) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) ask("the process that started this one is gone", false);
  }, PARENT_CHECK_MS);
  watch.unref();
}
