import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../http/app-error.ts'
import type { FailureCounter } from '../http/rate-limit.ts'
import { accountDelay, addressDelay, delayMsAfter } from './sign-in-delay.ts'

/** How many tries may wait at once; each waits as long as the failures before it ask for. */
const longestAccountQueue = 4
const longestAddressQueue = 40

interface SignInTry {
  account: string
  address: string
  /** This browser has signed in to this account before, so that strangers' failures do not slow it down. */
  isKnownBrowser: boolean
}

export interface SignInThrottle {
  /** Runs `verify` after the delay that earlier failures ask for; a false answer counts as a failure. Throws `too_many`. */
  attempt(which: SignInTry, verify: () => Promise<boolean>): Promise<boolean>
}

/**
 * Slows guessing down instead of locking out: a right password is taken however many wrong ones others tried from the same
 * address, only later. One that comes while several are waiting already is refused, unless the browser is known.
 */
export function createSignInThrottle(failures: FailureCounter): SignInThrottle {
  const waiting = new Map<string, number>()
  const enter = (key: string, longest: number) => {
    const ahead = waiting.get(key) ?? 0
    if (ahead >= longest) throw new AppError('too_many')
    waiting.set(key, ahead + 1)
  }
  const leave = (key: string) => {
    const left = (waiting.get(key) ?? 1) - 1
    if (left === 0) waiting.delete(key)
    else waiting.set(key, left)
  }
  const inTurn = async <T>(queue: { key: string; longest: number }, work: () => Promise<T>): Promise<T> => {
    enter(queue.key, queue.longest)
    return work().finally(() => leave(queue.key))
  }

  return {
    async attempt({ account, address, isKnownBrowser }, verify) {
      const accountKey = `account ${account} ${isKnownBrowser ? 'known' : address}`
      const addressKey = `address ${isKnownBrowser ? `known ${account}` : address}`
      const verifyDelayed = async () => {
        const [byAccount, byAddress] = await Promise.all([
          failures.count(accountKey),
          failures.count(addressKey),
        ])
        const delayMs = Math.max(delayMsAfter(byAccount, accountDelay), delayMsAfter(byAddress, addressDelay))
        if (delayMs > 0) await delay(delayMs)
        const isRight = await verify()
        if (isRight) await failures.clear(accountKey)
        else await Promise.all([failures.add(accountKey), failures.add(addressKey)])
        return isRight
      }
      return inTurn({ key: addressKey, longest: longestAddressQueue }, () =>
        inTurn({ key: accountKey, longest: longestAccountQueue }, verifyDelayed),
      )
    },
  }
}
