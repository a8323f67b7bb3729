import { setTimeout as delay } from 'node:timers/promises'
import { VirtualUser } from '../virtual-user.ts'
import { inTurns } from '../load-test/in-lanes.ts'
import type { OwnServer } from '../load-test/open-server.ts'
import { seedCandidates } from '../seed-candidates.ts'
import { Attacker } from './attacker.ts'
import { sufferWhile, type Suffered } from './bystanders.ts'

export interface AbuseMeasured extends Suffered {
  name: string
  answers: Record<string, number>
  /** Credits of anybody since the beginning. */
  credits: number
}

export interface AbuseEffort {
  bystanders: number
  seconds: number
  anonymous: number
}

const mebibyte = 1024 * 1024

/** What one candidate can do to everybody, one thing after another, each beside others who type. */
export async function measureAbuse(
  server: OwnServer,
  effort: AbuseEffort,
  say: (line: string) => void,
): Promise<AbuseMeasured[]> {
  const now = new Date()
  const candidates = await seedCandidates(server.db, { count: effort.bystanders, startedAt: now, now })
  const users = candidates.map((candidate) => new VirtualUser(server.url, candidate))
  await inTurns(users, 5, (user) => user.open())
  const measured: AbuseMeasured[] = []
  for (const [name, attack] of Object.entries(attacks)) {
    say(`${name}: beside ${users.length} who save once a second`)
    const [candidate] = await seedCandidates(server.db, { count: 1, startedAt: now, now: new Date() })
    if (candidate === undefined) throw new Error('There is no seat.')
    const attacker = new Attacker(server.url, candidate)
    const suffered = await sufferWhile({ server, users }, () => attack({ server, attacker, effort }))
    const { count } = await server.db
      .selectFrom('credits')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    measured.push({ name, ...suffered, answers: Object.fromEntries(attacker.answers), credits: count })
  }
  return measured
}

interface Attack {
  server: OwnServer
  attacker: Attacker
  effort: AbuseEffort
}

const attacks = {
  nothing: ({ effort }: Attack) => delay((effort.seconds * 1_000) / 2),
  pushes: ({ attacker, effort }: Attack) =>
    untilOver(effort.seconds, [
      ...Array.from({ length: 2 }, () => () => attacker.pushZeros()),
      ...Array.from({ length: 30 }, () => () => Promise.all([attacker.save(2_000), delay(1_000)])),
    ]),
  export: async ({ attacker }: Attack) => {
    await inTurns(numbers(150), 4, () => attacker.save(1.5 * mebibyte))
    await Promise.all(Array.from({ length: 4 }, () => attacker.call('exportMyData')))
  },
  'late saves': async ({ server, attacker }: Attack) => {
    await attacker.call('submitAttempt')
    await inTurns(numbers(100), 8, () => attacker.save(2 * mebibyte - 1_000))
    const { bytes } = await server.db
      .selectFrom('attempt_storage')
      .select(({ fn }) => fn.max('late_bytes').as('bytes'))
      .executeTakeFirstOrThrow()
    attacker.answers.set('late MiB kept', Math.round(bytes / mebibyte))
  },
  'git lanes': async ({ attacker, effort }: Attack) => {
    await attacker.save(1.5 * mebibyte)
    const unread = await Promise.all(Array.from({ length: 6 }, () => attacker.leaveUnread()))
    await untilOver(
      effort.seconds,
      Array.from({ length: 215 }, () => () => Promise.all([attacker.askForRefs(), delay(500)])),
    )
    for (const leave of unread) leave()
  },
  sockets: ({ attacker, effort }: Attack) =>
    inTurns(numbers(effort.anonymous), 100, () => attacker.watchAsNobody()),
} as const

/** Each lane does its own again and again; what fails is its own matter. */
async function untilOver(seconds: number, lanes: readonly (() => Promise<unknown>)[]): Promise<void> {
  const endsAt = performance.now() + seconds * 1_000
  const lane = async (act: () => Promise<unknown>) => {
    while (performance.now() < endsAt) await act().catch(() => delay(100))
  }
  await Promise.all(lanes.map(lane))
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
