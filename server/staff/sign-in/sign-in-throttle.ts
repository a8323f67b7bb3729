import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../../http/app-error.ts'
import type { FailureCounter } from '../../http/limits/rate-limit.ts'
import { Lanes } from '../../http/limits/keyed-limiter.ts'
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
  const accounts = new Lanes(longestAccountQueue)
  const addresses = new Lanes(longestAddressQueue)
  const inLane = async <T>(lanes: Lanes, key: string, work: () => Promise<T>): Promise<T> => {
    const leave = lanes.enter(key)
    if (leave === null) throw new AppError('too_many')
    return work().finally(leave)
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
      return inLane(addresses, addressKey, () => inLane(accounts, accountKey, verifyDelayed))
    },
  }
}
