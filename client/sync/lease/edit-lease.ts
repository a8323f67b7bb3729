import type { EditLeaseAnswer } from '#contracts/api/workspaces/leases.ts'
import { createStore, type Store } from '../../lib/create-store.ts'
import type { LeaseCalls } from './lease-calls.ts'

/** `held`: another page wrote when this one was opened. `lost`: this one wrote, and another one took over. */
export type LeaseState = { kind: 'writing' } | { kind: 'reading'; why: 'held' | 'lost' }

interface LeaseParts {
  tabId: string
  calls: LeaseCalls
  /** Whether a tab of this browser is gone for good, so that nobody has to be asked. */
  isGone: (tabId: string) => Promise<boolean>
}

/** Asks for the right to write, once, at the opening of a page. */
export async function openEditLease(parts: LeaseParts): Promise<EditLease> {
  const { tabId, calls } = parts
  const first = await calls.acquire({ tabId, takeOver: false })
  const answer =
    first.kind === 'held' && (await parts.isGone(first.tabId))
      ? await calls.acquire({ tabId, takeOver: true })
      : first
  return new EditLease(parts, answer.kind === 'granted' ? answer.token : null)
}

/** Whether this page is the one that writes. What it missed of a change of hands it learns at its next save at the latest. */
export class EditLease {
  readonly tabId: string
  readonly #parts: LeaseParts
  readonly #state: Store<LeaseState>
  readonly subscribe: Store<LeaseState>['subscribe']
  readonly getState: () => LeaseState
  #token: number | null

  constructor(parts: LeaseParts, token: number | null) {
    this.tabId = parts.tabId
    this.#parts = parts
    this.#token = token
    this.#state = createStore<LeaseState>(
      token === null ? { kind: 'reading', why: 'held' } : { kind: 'writing' },
    )
    this.subscribe = this.#state.subscribe
    this.getState = this.#state.get
  }

  /** The right that this page has, or had last: what was typed under it is sent under it. */
  readonly right = (): EditLeaseAnswer | null =>
    this.#token === null ? null : { tabId: this.tabId, token: this.#token }

  /** Somebody else writes. Without a token: as a refused save has told. */
  lose(newestToken = Infinity): void {
    if (this.#state.get().kind === 'reading' || this.#token === null || newestToken <= this.#token) return
    this.#state.set({ kind: 'reading', why: 'lost' })
  }

  async takeOver(): Promise<void> {
    const { tabId, calls } = this.#parts
    const answer = await calls.acquire({ tabId, takeOver: true })
    if (answer.kind === 'held') return
    this.#token = answer.token
    this.#state.set({ kind: 'writing' })
  }

  /** Says that the page is still there. Without a line it goes on writing: what is fenced off is fenced off by the server. */
  async renew(): Promise<void> {
    const right = this.right()
    if (right === null || this.#state.get().kind !== 'writing') return
    const answer = await this.#parts.calls.renew(right).catch(() => null)
    if (answer?.kind === 'lost' && this.#token === right.token) this.lose()
  }

  release(): void {
    const right = this.right()
    if (right !== null && this.#state.get().kind === 'writing')
      this.#parts.calls.release(right).catch(() => undefined)
  }
}
