import { setTimeout as delay } from 'node:timers/promises'
import { Bot } from './virtual-user.ts'
import type { OwnServer } from './open-server.ts'
import { seatCandidates } from './seed-candidates.ts'
import { inTurns } from './in-turns.ts'

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

/** A hall full of open pages, a fifth of them typing: one save every three seconds each, evenly spread. */
export async function measureTyping(
  server: OwnServer,
  crowd: { people: number; seconds: number },
): Promise<Typing> {
  const now = new Date()
  const seats = await seatCandidates(server.db, { count: crowd.people, startedAt: now, now })
  const bots = seats.map((seat) => new Bot(server.url, seat))
  await inTurns(bots, 50, async (bot) => {
    await bot.open()
    await bot.connect()
  })
  const typists = bots.slice(0, Math.ceil(bots.length * activeShare))
  const acknowledgedMs: number[] = []
  const failures: string[] = []
  const cpuBefore = server.cpuSeconds()
  const startedAt = performance.now()
  const endsAt = startedAt + crowd.seconds * 1_000
  const type = async (bot: Bot, index: number) => {
    // By the calendar, not after the last answer: a slow server does not get fewer saves.
    let dueAt = startedAt + (saveEveryMs * index) / typists.length
    while (dueAt < endsAt) {
      await delay(Math.max(0, dueAt - performance.now()))
      dueAt += saveEveryMs
      try {
        acknowledgedMs.push(await bot.save())
      } catch (error) {
        failures.push(String(error))
      }
    }
  }
  await Promise.all(typists.map(type))
  const seconds = (performance.now() - startedAt) / 1_000
  const connected = bots.filter((bot) => bot.isConnected()).length
  const serverCores = (server.cpuSeconds() - cpuBefore) / seconds
  const serverMiB = server.residentMiB()
  for (const bot of bots) bot.leave()
  return { connected, typing: typists.length, acknowledgedMs, failures, serverCores, serverMiB }
}
