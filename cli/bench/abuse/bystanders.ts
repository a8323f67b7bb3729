import { setTimeout as delay } from 'node:timers/promises'
import { VirtualUser } from '../virtual-user.ts'
import type { OwnServer } from '../load-test/open-server.ts'

export interface Suffered {
  acknowledgedMs: number[]
  failures: string[]
  aliveMs: number[]
  mostMiB: number
}

const saveEveryMs = 1_000
const lookEveryMs = 250

/** Candidates who type while something goes on, and somebody who looks whether the server lives. */
export async function sufferWhile(
  { server, users }: { server: OwnServer; users: readonly VirtualUser[] },
  work: () => Promise<unknown>,
): Promise<Suffered> {
  const suffered: Suffered = { acknowledgedMs: [], failures: [], aliveMs: [], mostMiB: 0 }
  let isOver = false
  const again = (everyMs: number, act: () => Promise<unknown>) => repeatUntil(() => isOver, everyMs, act)
  const everybody = Promise.all([
    again(lookEveryMs, () => look(server, suffered)),
    ...users.map(async (user, index) => {
      await delay((saveEveryMs * index) / users.length)
      await again(saveEveryMs, saverOf(user, suffered))
    }),
  ])
  await work().finally(() => (isOver = true))
  await everybody
  return suffered
}

/** By the calendar, not after the last answer: a slow server does not get fewer requests. */
async function repeatUntil(
  isOver: () => boolean,
  everyMs: number,
  act: () => Promise<unknown>,
): Promise<void> {
  const acts: Promise<unknown>[] = []
  for (let dueAt = performance.now(); !isOver(); dueAt += everyMs) {
    await delay(Math.max(0, dueAt - performance.now()))
    acts.push(act())
  }
  await Promise.all(acts)
}

/** A page sends one save at a time; one that waits for the last counts from when it was due. */
function saverOf(user: VirtualUser, suffered: Suffered): () => Promise<unknown> {
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    const dueAt = performance.now()
    last = last
      .then(() => user.save())
      .then(
        () => suffered.acknowledgedMs.push(performance.now() - dueAt),
        (error: unknown) => suffered.failures.push(String(error)),
      )
    return last
  }
}

async function look(server: OwnServer, suffered: Suffered): Promise<void> {
  const askedAt = performance.now()
  await fetch(`${server.url}/livez`).then(
    (answer) => answer.text(),
    () => undefined,
  )
  suffered.aliveMs.push(performance.now() - askedAt)
  suffered.mostMiB = Math.max(suffered.mostMiB, server.residentMiB())
}
