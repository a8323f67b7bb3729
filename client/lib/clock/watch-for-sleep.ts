/** More than this between two looks, which are a second apart, and the computer has slept or the page was put aside. */
const gapMs = 3_000

/**
 * Tells at each look whether the computer slept since the last one. The monotonic clock may stand still meanwhile, so that the
 * countdown would show too much; the computer's wall clock does not, and is used for nothing but noticing.
 */
export function watchForSleep(wallMs: () => number): () => boolean {
  let lookedAtMs = wallMs()
  return () => {
    const passedMs = wallMs() - lookedAtMs
    lookedAtMs += passedMs
    return Math.abs(passedMs) > gapMs
  }
}
