import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import type { Visitor } from '../../support/server/call.ts'

let server: TestServer
let boss: Visitor & { staffId: string }
beforeAll(async () => {
  server = await startTestServer()
  boss = await server.staff('admin')
})
afterAll(() => server.stop())

const tokenOf = (link: string) => new URL(link).hash.slice(1)
const isIn = async (person: Visitor) => (await person.must('getMe')).staff !== null
const onTheBoard = (person: Visitor) =>
  new Promise<'closed'>((resolve, reject) => {
    const socket = io(server.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: person.cookieHeader },
    })
    socket.once('connect_error', reject)
    socket.once('disconnect', () => resolve('closed'))
  })

async function colleague(...roles: ('recruiter' | 'reviewer')[]) {
  const person = await server.staff(...roles)
  return { person, params: { staffId: person.staffId } }
}

describe('a colleague who is disabled', () => {
  it('is out at once, with every session, link, password, socket and pool', async () => {
    const { person, params } = await colleague('reviewer')
    await person.must('setPassword', { body: { password: 'a password of my own' } })
    const positionId = await server.position({ reviewerIds: [person.staffId] })
    const { email } = (await person.must('getMe')).staff!
    const { link } = await boss.must('renewStaffLink', { params })
    const again = server.visitor()
    await again.must('signIn', { body: { email, password: 'a password of my own' } })
    const socket = onTheBoard(again)
    await boss.must('listStaff')

    const disabled = await boss.must('disableStaff', { params })
    expect(disabled).toMatchObject({ positionIds: [], disabledAt: server.clock.current.toISOString() })
    expect(await isIn(again)).toBe(false)
    expect(await again.call('listSubmissions')).toMatchObject({ status: 401 })
    expect(await socket).toBe('closed')
    const stranger = server.visitor()
    expect(
      await stranger.call('signIn', { body: { email, password: 'a password of my own' } }),
    ).toMatchObject({ status: 401, error: { code: 'wrong_credentials' } })
    expect(await stranger.call('signInByLink', { body: { token: tokenOf(link) } })).toMatchObject({
      error: { code: 'link_revoked' },
    })
    const { positions } = await boss.must('listPositions')
    expect(positions.find(({ id }) => id === positionId)?.reviewers).toEqual([])
    expect(await boss.call('renewStaffLink', { params })).toMatchObject({ status: 409 })

    const { link: back } = await boss.must('enableStaff', { params })
    await stranger.must('signInByLink', { body: { token: tokenOf(back) } })
    expect(await isIn(stranger)).toBe(true)
  })

  it('and the last admin cannot be, nor lose the role, also not by two at once', async () => {
    const lonely = await startTestServer()
    try {
      const one = await lonely.staff('admin')
      const params = { staffId: one.staffId }
      const body = { roles: ['reviewer' as const] }
      expect(await one.call('disableStaff', { params })).toMatchObject({ status: 409 })
      expect(await one.call('changeStaff', { params, body })).toMatchObject({ status: 409 })
      const two = await lonely.staff('admin')
      const answers = await Promise.all([
        one.call('changeStaff', { params: { staffId: two.staffId }, body }),
        two.call('changeStaff', { params, body }),
      ])
      expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200])
      const { staff } = await (answers[0]?.ok ? one : two).must('listStaff')
      expect(staff.filter(({ roles }) => roles.includes('admin'))).toHaveLength(1)
    } finally {
      await lonely.stop()
    }
  })
})

describe('roles and pools', () => {
  it('are changed, and the next request is judged by them', async () => {
    const { person, params } = await colleague('recruiter')
    const positionId = await server.position()
    await person.must('listInvitations')
    const changed = await boss.must('changeStaff', {
      params,
      body: { roles: ['reviewer'], positionIds: [positionId] },
    })
    expect(changed).toMatchObject({ roles: ['reviewer'], positionIds: [positionId] })
    expect(await person.call('listInvitations')).toMatchObject({ status: 403 })
    await person.must('listSubmissions')
  })
})

describe('a new password', () => {
  it('needs the old one, and ends the sessions elsewhere', async () => {
    const { person } = await colleague('reviewer')
    const { email } = (await person.must('getMe')).staff!
    await person.must('setPassword', { body: { password: 'the first password' } })
    expect(await person.must('getOwnAccount')).toMatchObject({ hasPassword: true })
    const elsewhere = server.visitor()
    await elsewhere.must('signIn', { body: { email, password: 'the first password' } })

    for (const oldPassword of ['', 'a guess at it'])
      expect(
        await person.call('setPassword', { body: { oldPassword, password: 'the second password' } }),
      ).toMatchObject({ status: 400, error: { issues: [{ path: 'body.oldPassword' }] } })
    expect(await isIn(elsewhere)).toBe(true)
    await person.must('setPassword', {
      body: { oldPassword: 'the first password', password: 'the second password' },
    })
    expect(await isIn(elsewhere)).toBe(false)
    expect(await isIn(person)).toBe(true)
  })
})

describe('sessions', () => {
  it('are listed, and ended one by one, all others, or everywhere', async () => {
    const { person } = await colleague('reviewer')
    const { email } = (await person.must('getMe')).staff!
    await person.must('setPassword', { body: { password: 'a password of mine' } })
    const enter = async () => {
      const browser = server.visitor()
      await browser.must('signIn', { body: { email, password: 'a password of mine' } })
      return browser
    }
    const [first, second, third] = [await enter(), await enter(), await enter()]
    const { sessions } = await person.must('getOwnAccount')
    expect(sessions).toHaveLength(4)
    expect(sessions.filter(({ isThis }) => isThis)).toHaveLength(1)

    const own = (await first!.must('getOwnAccount')).sessions.find(({ isThis }) => isThis)!
    await person.must('endOwnSessions', { body: { which: { sessionId: own.id } } })
    expect([await isIn(first!), await isIn(second!)]).toEqual([false, true])
    await second!.must('endOwnSessions', { body: { which: 'others' } })
    expect([await isIn(third!), await isIn(person), await isIn(second!)]).toEqual([false, false, true])
    await second!.must('endOwnSessions', { body: { which: 'all' } })
    expect(await isIn(second!)).toBe(false)
  })

  it('of somebody else are not ended by naming one', async () => {
    const { person } = await colleague('reviewer')
    const { sessions } = await boss.must('getOwnAccount')
    await person.must('endOwnSessions', { body: { which: { sessionId: sessions[0]!.id } } })
    expect(await isIn(boss)).toBe(true)
  })

  it('all end with a sign-out or a new link by an admin', async () => {
    const { person, params } = await colleague('reviewer')
    await boss.must('signStaffOut', { params })
    expect(await isIn(person)).toBe(false)
    const { link } = await boss.must('renewStaffLink', { params })
    await person.must('signInByLink', { body: { token: tokenOf(link) } })
    await boss.must('renewStaffLink', { params })
    expect(await isIn(person)).toBe(false)
  })
})

describe('a renewed invitation link', () => {
  it('ends the sessions and git keys of before, running or ended, and the new link goes on with the work', async () => {
    const { visitor, attemptId, invitationId } = await server.attempt()
    const credential = await visitor.must('createGitCredential', { params: { attemptId } })
    const info = (url: string) => {
      const { origin, pathname, username, password } = new URL(url)
      const basic = Buffer.from(`${username}:${password}`).toString('base64')
      return fetch(`${origin}${pathname}/info/refs?service=git-upload-pack`, {
        headers: { authorization: `Basic ${basic}` },
      })
    }
    expect((await info(credential.cloneUrl)).status).toBe(200)
    const recruiter = await server.staff('recruiter')
    const { link } = await recruiter.must('renewInvitationLink', { params: { invitationId } })
    for (const name of ['getWorkspace', 'submitAttempt'] as const)
      expect(await visitor.call(name, { params: { attemptId } })).toMatchObject({ status: 401 })
    expect((await info(credential.cloneUrl)).status).toBe(401)

    await visitor.must('exchangeInvitationLink', { body: { token: tokenOf(link) } })
    await visitor.must('getWorkspace', { params: { attemptId } })
    const newer = await visitor.must('createGitCredential', { params: { attemptId } })
    expect((await info(newer.cloneUrl)).status).toBe(200)
    await visitor.must('submitAttempt', { params: { attemptId } })
    await recruiter.must('renewInvitationLink', { params: { invitationId } })
    expect((await info(newer.cloneUrl)).status).toBe(401)
  })
})

describe('a candidate', () => {
  it('signs out, and the link opens the exercise again', async () => {
    const { visitor, invitationId, link } = await server.candidate()
    await visitor.must('signCandidateOut')
    expect(await visitor.call('getInvitation', { params: { invitationId } })).toMatchObject({ status: 401 })
    await visitor.must('exchangeInvitationLink', { body: { token: tokenOf(link) } })
    await visitor.must('getInvitation', { params: { invitationId } })
  })
})
