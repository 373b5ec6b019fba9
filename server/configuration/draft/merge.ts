import { diffContents } from "../revision/read";

/** One field of an object that a draft starts from an old state of. */
export type MergeField = {
  path: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
  /** Both changed it, and not to the same: a person has to choose. */
  isConflict: boolean;
};

type ThreeWay = { base: object | null; mine: object | null; theirs: object | null };

/** The fields that either side changed since the common state, each as it was, as the draft has it and as it is now. */
export function mergeFields({ base, mine, theirs }: ThreeWay): MergeField[] {
  const byMe = new Map(diffContents(base, mine).map((change) => [change.path, change]));
  const byThem = new Map(diffContents(base, theirs).map((change) => [change.path, change]));
  const paths = [...new Set([...byMe.keys(), ...byThem.keys()])].sort();
  return paths.map((path) => {
    const [my, their] = [byMe.get(path), byThem.get(path)];
    const before = (my ?? their)?.before ?? null;
    return {
      path,
      base: before,
      mine: my ? my.after : before,
      theirs: their ? their.after : before,
      isConflict: my !== undefined && their !== undefined && JSON.stringify(my.after) !== JSON.stringify(their.after),
    };
  });
}
