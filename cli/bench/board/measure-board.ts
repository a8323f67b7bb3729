import { setTimeout as delay } from 'node:timers/promises'
import { api } from '#contracts/api.ts'
import { callRoute } from '../call-route.ts'
import type { OwnServer } from '../load-test/open-server.ts'
import { seedCandidates, type SeededCandidate } from '../seed-candidates.ts'
import { OpenBoard } from './open-boards.ts'
import { signInRecruiter } from './sign-in-recruiter.ts'

export interface BoardEffort {
  invitations: number
  boards: number
  changes: number
  seconds: number
}

export interface BoardMeasurement {
  firstPageMs: number[]
  filterMs: Record<string, number[]>
  rowsOfEach: number[]
  bytesOfEach: number[]
  announcedToEach: number[]
  cpuShare: number
  seconds: number
}

const repeats = 15

const filters = {
  stage: { stage: 'invited' },
  search: { q: 'bench cand' },
  nothing: { q: 'nobody is called so' },
  attention: { attention: '1' },
  due: { sort: 'due' },
  'page 50': { page: '50' },
} as const

/** Boards that are open while many invitations change, and what opening and narrowing one costs when nothing else happens. */
export async function measureBoard(server: OwnServer, effort: BoardEffort): Promise<BoardMeasurement> {
  const now = new Date()
  const invited = await seedCandidates(server.db, {
    count: Math.round(effort.invitations * 0.8),
    startedAt: null,
    now,
  })
  await seedCandidates(server.db, {
    count: effort.invitations - invited.length,
    startedAt: new Date(now.getTime() - 60_000),
    now,
  })
  const cookie = await signInRecruiter(server, now)
  const boards = Array.from({ length: effort.boards }, () => new OpenBoard(server.url, cookie))
  for (const board of boards) await board.open()
  const [idle] = boards
  if (idle === undefined) throw new Error('No board is open.')
  const firstPageMs = await timed(() => idle.get(api.listInvitations.path, {}))
  const filterMs: BoardMeasurement['filterMs'] = {}
  for (const [name, query] of Object.entries(filters))
    filterMs[name] = await timed(() => idle.get(api.listInvitations.path, query))
  const changing = await measureChanges(server, { boards, candidates: invited, effort })
  return { firstPageMs, filterMs, ...changing }
}

async function timed(work: () => Promise<unknown>): Promise<number[]> {
  // The first one fills caches and plans.
  await work()
  const took: number[] = []
  for (let count = 0; count < repeats; count += 1) {
    const from = performance.now()
    await work()
    took.push(performance.now() - from)
  }
  return took
}

interface Changing {
  boards: readonly OpenBoard[]
  candidates: readonly SeededCandidate[]
  effort: BoardEffort
}

async function measureChanges(server: OwnServer, { boards, candidates, effort }: Changing) {
  const from = { at: performance.now(), cpu: server.cpuSeconds() }
  const calls: Promise<void>[] = []
  for (const candidate of candidates.slice(0, effort.changes)) {
    calls.push(decline(server.url, candidate))
    await delay((effort.seconds * 1_000) / effort.changes)
  }
  await Promise.all(calls)
  await Promise.all(boards.map((board) => board.close()))
  const seconds = (performance.now() - from.at) / 1_000
  return {
    rowsOfEach: boards.map(({ rows }) => rows),
    bytesOfEach: boards.map(({ bytes }) => bytes),
    announcedToEach: boards.map(({ announced }) => announced),
    cpuShare: (server.cpuSeconds() - from.cpu) / seconds,
    seconds,
  }
}

async function decline(url: string, { invitationId, cookie }: SeededCandidate): Promise<void> {
  const answer = await callRoute(url, cookie, {
    route: api.declineInvitation,
    params: { invitationId },
    body: {},
  })
  if (!answer.ok) throw new Error(`A change was refused: ${await answer.text()}`)
}
