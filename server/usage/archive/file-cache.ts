import { getFileStorage, type LocalCopy } from "@/server/files/storage/storage";

/** Copies of files of a bucket are kept for the next search: pages of a list go through the same ones. */
const COPIES_MAX = 8;

type Cached = { copy: Promise<LocalCopy>; users: number };

/** Oldest use first. */
const copies = new Map<string, Cached>();

/** Runs `work` with a file on this machine's disk. Throws NOT_FOUND, or what the storage fails with. */
export async function withLocalFile<T>(path: string, work: (localPath: string) => Promise<T>): Promise<T> {
  const cached = copies.get(path) ?? { copy: getFileStorage().then((storage) => storage.localCopy(path)), users: 0 };
  copies.delete(path);
  copies.set(path, cached);
  cached.users += 1;
  try {
    const { path: localPath } = await cached.copy;
    return await work(localPath);
  } catch (error) {
    // What failed is fetched anew the next time.
    if (copies.get(path) === cached) copies.delete(path);
    void release(cached);
    throw error;
  } finally {
    cached.users -= 1;
    evict();
  }
}

function evict(): void {
  for (const [path, cached] of copies) {
    if (copies.size <= COPIES_MAX) return;
    if (cached.users > 0) continue;
    copies.delete(path);
    void release(cached);
  }
}

async function release(cached: Cached): Promise<void> {
  if (cached.users > 1) return;
  const copy = await cached.copy.catch(() => null);
  await copy?.release().catch(() => undefined);
}
