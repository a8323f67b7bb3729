import type { Check } from '#prober/check.ts'
import { batchAccepted, directAnswers, sameSampleTwice } from './accepting.ts'
import { benchBound, placesComeBack } from './bench.ts'
import {
  callbackFirst,
  callbacksOutOfOrder,
  callbackTwice,
  neverCalledBack,
  notifiedOnce,
} from './callbacks.ts'
import { badBatches, badCallbacks, labFailures, oneKeyOneBatch } from './mistakes.ts'

export const checks: Check[] = [
  batchAccepted,
  directAnswers,
  callbacksOutOfOrder,
  callbackFirst,
  callbackTwice,
  sameSampleTwice,
  neverCalledBack,
  benchBound,
  placesComeBack,
  labFailures,
  badBatches,
  badCallbacks,
  notifiedOnce,
  oneKeyOneBatch,
]
