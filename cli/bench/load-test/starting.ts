import { VirtualUser } from '../virtual-user.ts'
import type { OwnServer } from './open-server.ts'
import { seedCandidates } from '../seed-candidates.ts'

export interface Starting {
  startedMs: number[]
  failures: string[]
}

/** Everybody presses start in the same second; measured until each has the details and the files. */
export async function measureStarting(server: OwnServer, people: number): Promise<Starting> {
  const now = new Date()
  const candidates = await seedCandidates(server.db, { count: people, startedAt: null, now })
  const users = candidates.map((candidate) => new VirtualUser(server.url, candidate))
  const startedMs: number[] = []
  const failures: string[] = []
  const press = async (user: VirtualUser, index: number) => {
    await new Promise((resolve) => setTimeout(resolve, (1_000 * index) / people))
    try {
      startedMs.push(await user.start())
    } catch (error) {
      failures.push(String(error))
    }
  }
  await Promise.all(users.map(press))
  return { startedMs, failures }
}
