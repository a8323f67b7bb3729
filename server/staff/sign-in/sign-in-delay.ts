/** How failures slow down what follows them: free at first, then twice as slow every so many, never slower than the longest. */
export interface DelayRule {
  freeFailures: number
  firstDelayMs: number
  failuresToDouble: number
  longestDelayMs: number
}

/** Of one account from one address: somebody who guesses a password. */
export const accountDelay: DelayRule = {
  freeFailures: 10,
  firstDelayMs: 250,
  failuresToDouble: 5,
  longestDelayMs: 4_000,
}

/** Of one address, whatever the account: somebody who tries one password on everybody. A whole office shares it. */
export const addressDelay: DelayRule = {
  freeFailures: 60,
  firstDelayMs: 100,
  failuresToDouble: 30,
  longestDelayMs: 3_000,
}

export function delayMsAfter(failures: number, rule: DelayRule): number {
  const counted = failures - rule.freeFailures
  if (counted < 0) return 0
  return Math.min(rule.longestDelayMs, Math.round(rule.firstDelayMs * 2 ** (counted / rule.failuresToDouble)))
}
