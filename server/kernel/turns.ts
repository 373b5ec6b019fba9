/**
 * Lets `max` do something at once; the others wait in the order they came. For what crowds do at the same moment: they
 * wait here, where it costs nothing, and not each with a connection that everybody else needs.
 */
export function takingTurns(max: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy < max) busy += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place goes from hand to hand, so that nobody who comes now steps in between.
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}
