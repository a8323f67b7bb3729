import type { WritingRight } from '#contracts/api/leases.ts'
import { callApi } from '../../lib/call-api.ts'

/** What a page asks the server about the right to write into one attempt. */
export interface WritingCalls {
  acquire: (wish: { tabId: string; takeOver: boolean }) => Promise<Acquired>
  renew: (right: WritingRight) => Promise<{ kind: 'renewed' | 'lost' }>
  release: (right: WritingRight) => Promise<unknown>
}

export type Acquired = { kind: 'granted'; token: number } | { kind: 'held'; tabId: string }

export function writingCalls(attemptId: string): WritingCalls {
  const params = { attemptId }
  return {
    acquire: (body) => callApi('acquireWriting', { params, body }),
    renew: (body) => callApi('renewWriting', { params, body }),
    // Sent while the page goes away.
    release: (body) => callApi('releaseWriting', { params, body, keepalive: true }),
  }
}
