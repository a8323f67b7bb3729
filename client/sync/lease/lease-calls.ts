import type { EditLeaseAnswer } from '#contracts/api/workspaces/leases.ts'
import { callApi } from '../../lib/api/call-api.ts'

/** What a page asks the server about the right to write into one attempt. */
export interface LeaseCalls {
  acquire: (request: { tabId: string; takeOver: boolean }) => Promise<Acquired>
  renew: (right: EditLeaseAnswer) => Promise<{ kind: 'renewed' | 'lost' }>
  release: (right: EditLeaseAnswer) => Promise<unknown>
}

export type Acquired = { kind: 'granted'; token: number } | { kind: 'held'; tabId: string }

export function leaseCalls(attemptId: string): LeaseCalls {
  const params = { attemptId }
  return {
    acquire: (body) => callApi('acquireLease', { params, body }),
    renew: (body) => callApi('renewLease', { params, body }),
    // Sent while the page goes away.
    release: (body) => callApi('releaseLease', { params, body, keepalive: true }),
  }
}
