import { setTimeout as delay } from 'node:timers/promises'
import { VirtualUser } from '../virtual-user.ts'
import type { OwnServer } from './open-server.ts'
import { seedCandidates } from '../seed-candidates.ts'
import { inTurns } from './in-lanes.ts'

export interface Typing {
  connected: number
  typing: number
  acknowledgedMs: number[]
  failures: string[]
  /** Share of one core that the server used meanwhile. */
  serverCores: number
  serverMiB: number
}

const saveEveryMs = 3_000
const activeShare = 0.2

/** Many open pages, a fifth of them typing: one save every three seconds each, evenly spread. */
export async function measureTyping(
  server: OwnServer,
  load: { people: number; seconds: number },
): Promise<Typing> {
  const now = new Date()
  const candidates = await seedCandidates(server.db, { count: load.people, startedAt: now, now })
  const users = candidates.map((candidate) => new VirtualUser(server.url, candidate))
  await inTurns(users, 50, async (user) => {
    await user.open()
    await user.connect()
  })
  const typists = users.slice(0, Math.ceil(users.length * activeShare))
  const acknowledgedMs: number[] = []
  const failures: string[] = []
  const cpuBefore = server.cpuSeconds()
  const startedAt = performance.now()
  const endsAt = startedAt + load.seconds * 1_000
  const type = async (user: VirtualUser, index: number) => {
    // By the calendar, not after the last answer: a slow server does not get fewer saves.
    let dueAt = startedAt + (saveEveryMs * index) / typists.length
    while (dueAt < endsAt) {
      await delay(Math.max(0, dueAt - performance.now()))
      dueAt += saveEveryMs
      try {
        acknowledgedMs.push(await user.save())
      } catch (error) {
        failures.push(String(error))
      }
    }
  }
  await Promise.all(typists.map(type))
  const seconds = (performance.now() - startedAt) / 1_000
  const connected = users.filter((user) => user.isConnected()).length
  const serverCores = (server.cpuSeconds() - cpuBefore) / seconds
  const serverMiB = server.residentMiB()
  for (const user of users) user.leave()
  return { connected, typing: typists.length, acknowledgedMs, failures, serverCores, serverMiB }
}
