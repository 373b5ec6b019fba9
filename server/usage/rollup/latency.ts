const FIRST_BOUND_MS = 10;
/** Bounds grow by the root of two: an estimate from a bucket is at most a fifth off. */
const BUCKETS_A_DOUBLING = 2;
const BUCKET_MAX = 40;

/** The bucket a duration falls into: 0 is up to 10 ms, the last everything from 2.7 hours on. */
export function latencyBucket(ms: number): number {
  if (ms <= FIRST_BOUND_MS) return 0;
  const bucket = Math.ceil(Math.log2(ms / FIRST_BOUND_MS) * BUCKETS_A_DOUBLING - 1e-9);
  return Math.min(bucket, BUCKET_MAX);
}

/** The longest duration of a bucket, milliseconds. */
export function bucketUpperMs(bucket: number): number {
  return FIRST_BOUND_MS * 2 ** (bucket / BUCKETS_A_DOUBLING);
}

/** Bucket → how many. */
export type Histogram = ReadonlyMap<number, number>;

/**
 * The duration that a share `quantile` (0 … 1) of all stayed under, milliseconds, estimated by equal spread inside its bucket.
 * Null of an empty histogram. Percentiles of several hours come from the sum of their histograms, never from an average.
 */
export function percentileMs(histogram: Histogram, quantile: number): number | null {
  let total = 0;
  for (const count of histogram.values()) total += count;
  if (total <= 0) return null;
  const wanted = quantile * total;
  let before = 0;
  for (const [bucket, count] of [...histogram].sort(([left], [right]) => left - right)) {
    if (before + count >= wanted && count > 0) {
      const lower = bucket === 0 ? 0 : bucketUpperMs(bucket - 1);
      return lower + ((wanted - before) / count) * (bucketUpperMs(bucket) - lower);
    }
    before += count;
  }
  return null;
}
