import type { Check } from '#prober/check.ts'
import { boardAssembled, everyPageFollowed, oneRequestPerVessel } from './assembling.ts'
import { callerLeaves, sharedBoard } from './callers.ts'
import { listingFails, oneHang, partialFailure, unknownHarbour } from './faults.ts'
import { inFlightBound, worksInParallel } from './in-flight.ts'
import { retryAfterBounded, retryAfterHonoured } from './waiting.ts'

export const checks: Check[] = [
  boardAssembled,
  everyPageFollowed,
  oneRequestPerVessel,
  inFlightBound,
  worksInParallel,
  oneHang,
  partialFailure,
  unknownHarbour,
  listingFails,
  retryAfterHonoured,
  retryAfterBounded,
  callerLeaves,
  sharedBoard,
]
