import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountDelay, addressDelay, delayMsAfter } from '../../../server/staff/sign-in/sign-in-delay.ts'
import { createSignInThrottle } from '../../../server/staff/sign-in/sign-in-throttle.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

const tokenOf = (link: string) => new URL(link).hash.slice(1)
const times = <T>(count: number, work: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)))

async function somebody() {
  const person = await server.staff('reviewer')
  await person.must('setPassword', { body: { password: 'the right password' } })
  const { email } = (await person.must('getMe')).staff!
  return { email, person, right: { body: { email, password: 'the right password' } } }
}

describe('failures of others at the same address', () => {
  it('do not lock a right password out, of another account', async () => {
    const { right } = await somebody()
    const wrong = await times(60, (at) =>
      server.visitor().call('signIn', { body: { email: `${at}@nobody.example`, password: 'a guess' } }),
    )
    expect(new Set(wrong.map(({ status }) => status))).not.toContain(200)
    await server.visitor().must('signIn', right)
  })

  it('nor of the account that is guessed at, once the guesses in flight are over', async () => {
    const { right, email } = await somebody()
    for (let round = 0; round < 4; round += 1)
      await times(4, () => server.visitor().call('signIn', { body: { email, password: 'a guess' } }))
    await server.visitor().must('signIn', right)
  })

  it('nor good links, while made-up ones are answered 404, then 429', async () => {
    const { link } = await server.candidate()
    const boss = await server.staff('admin')
    const invited = await boss.must('inviteStaff', {
      body: { name: 'New', email: 'new@colleague.example', roles: ['reviewer'] },
    })
    const made = await times(1_250, (at) =>
      server.visitor().call('exchangeInvitationLink', { body: { token: `made-up-token-of-nobody-${at}` } }),
    )
    const statuses = made.map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([404, 429]))
    await server.visitor().must('exchangeInvitationLink', { body: { token: tokenOf(link) } })
    await server.visitor().must('signInByLink', { body: { token: tokenOf(invited.link) } })
  })
})

describe('the delay', () => {
  it.each([
    [0, accountDelay, 0],
    [9, accountDelay, 0],
    [10, accountDelay, 250],
    [15, accountDelay, 500],
    [30, accountDelay, 4_000],
    [10_000, accountDelay, 4_000],
    [59, addressDelay, 0],
    [60, addressDelay, 100],
    [100_000, addressDelay, 3_000],
  ])('after %i failures', (failures, rule, expected) => {
    expect(delayMsAfter(failures, rule)).toBe(expected)
  })

  it('lets few guesses at one account wait at once, and gives a browser that is known a queue of its own', async () => {
    const counts = new Map<string, number>()
    const throttle = createSignInThrottle({
      count: async (key) => counts.get(key) ?? 0,
      add: async (key) => void counts.set(key, (counts.get(key) ?? 0) + 1),
      clear: async (key) => void counts.delete(key),
    })
    let release = () => {}
    const held = new Promise<boolean>((resolve) => (release = () => resolve(false)))
    const guess = { account: 'a@b.example', address: '192.0.2.1', isKnownBrowser: false }
    const waiting = Array.from({ length: 4 }, () => throttle.attempt(guess, () => held))
    await expect(throttle.attempt(guess, async () => true)).rejects.toMatchObject({ code: 'too_many' })
    expect(await throttle.attempt({ ...guess, isKnownBrowser: true }, async () => true)).toBe(true)
    expect(await throttle.attempt({ ...guess, address: '192.0.2.2' }, async () => true)).toBe(true)
    release()
    expect(await Promise.all(waiting)).toEqual([false, false, false, false])
    expect([...counts.values()].every((count) => count === 4)).toBe(true)
    expect(await throttle.attempt(guess, async () => true)).toBe(true)
  })
})
