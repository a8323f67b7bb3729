import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Api, RouteName } from '#contracts/api.ts'
import type { SentBodyOf } from '#contracts/route.ts'

/** Routes whose room decides whose the thing is, once the body has been read. */
type JudgedByRoom = {
  [N in RouteName]: Api[N] extends { access: { of: 'attempt' | 'pool' }; body: z.ZodType } ? N : never
}[RouteName]

const lease = { tabId: randomUUID(), token: 1 }
const scorecard = { rubric: {}, attributes: {} }

/**
 * A body that each takes, so that a stranger is refused for being one and for nothing else. A route of these kinds without a row does
 * not compile.
 */
export const ownedBodies: { readonly [N in JudgedByRoom]: SentBodyOf<Api[N]> } = {
  acknowledgeCredits: { creditIds: [randomUUID()] },
  acquireLease: { tabId: randomUUID(), takeOver: true },
  renewLease: lease,
  releaseLease: lease,
  saveWorkspace: {
    clientId: randomUUID(),
    seq: 1,
    changes: [{ kind: 'write', path: 'a', content: 'x' }],
  },
  previewZip: { zipBase64: '' },
  takeZip: { clientId: randomUUID(), expectedRevision: 0, zipBase64: '' },
  resolveConflict: { outcome: 'left' },
  createRun: {},
  saveNotes: { tradeOffs: 'mine' },
  giveFeedback: { clarity: 5 },
  saveReviewDraft: scorecard,
  submitReview: scorecard,
}
