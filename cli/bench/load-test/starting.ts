import { Bot } from './virtual-user.ts'
import type { OwnServer } from './open-server.ts'
import { seatCandidates } from './seed-candidates.ts'

export interface Starting {
  startedMs: number[]
  failures: string[]
}

/** Everybody presses start in the same second; measured until each has the details and the files. */
export async function measureStarting(server: OwnServer, people: number): Promise<Starting> {
  const now = new Date()
  const seats = await seatCandidates(server.db, { count: people, startedAt: null, now })
  const bots = seats.map((seat) => new Bot(server.url, seat))
  const startedMs: number[] = []
  const failures: string[] = []
  const press = async (bot: Bot, index: number) => {
    await new Promise((resolve) => setTimeout(resolve, (1_000 * index) / people))
    try {
      startedMs.push(await bot.start())
    } catch (error) {
      failures.push(String(error))
    }
  }
  await Promise.all(bots.map(press))
  return { startedMs, failures }
}
