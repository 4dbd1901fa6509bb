/** A token bucket: full at first, refilled steadily. Times in milliseconds. */
export type Bucket = { tokens: number; at: number; readonly perSecond: number; readonly burst: number };

export function newBucket(perSecond: number, burst: number, now: number): Bucket {
  return { tokens: burst, at: now, perSecond, burst };
}

/** How many whole tokens there are now. */
export function available(bucket: Bucket, now: number): number {
  refill(bucket, now);
  return Math.floor(bucket.tokens + 1e-9);
}

export function take(bucket: Bucket, count: number, now: number): void {
  refill(bucket, now);
  bucket.tokens -= count;
}

/** Milliseconds until so many tokens are there. */
export function waitMs(bucket: Bucket, now: number, wanted = 1): number {
  refill(bucket, now);
  return bucket.tokens >= wanted ? 0 : Math.ceil(((wanted - bucket.tokens) / bucket.perSecond) * 1000);
}

function refill(bucket: Bucket, now: number): void {
  const elapsed = Math.max(0, now - bucket.at);
  bucket.tokens = Math.min(bucket.burst, bucket.tokens + (elapsed / 1000) * bucket.perSecond);
  bucket.at = now;
}
