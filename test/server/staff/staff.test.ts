import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

const tokenOf = (link: string) => new URL(link).hash.slice(1)
const firstAdminLink = () =>
  issueStaffLink(server.deps, server.deps.db, { purpose: 'first_admin', now: server.clock.current })
const admin = { name: 'Ada First', email: 'ada@fairtime.example', password: 'correct horse battery' }

describe('the first admin', () => {
  it('is made once with the printed link, and signs in by password afterwards', async () => {
    const browser = server.visitor()
    expect(await browser.must('getMe')).toEqual({ staff: null, needsFirstAdmin: true })
    const token = tokenOf(await firstAdminLink())
    const made = await browser.call('createFirstAdmin', { body: { token, ...admin } })
    expect(made).toMatchObject({
      status: 201,
      body: { email: admin.email, roles: expect.arrayContaining(['admin']) },
    })
    expect((await browser.must('getMe')).staff?.name).toBe(admin.name)

    const again = await server
      .visitor()
      .call('createFirstAdmin', { body: { token, ...admin, email: 'x@y.example' } })
    expect(again).toMatchObject({ status: 410, error: { code: 'link_used' } })

    const other = server.visitor()
    await other.must('signIn', { body: { email: 'ADA@fairtime.example', password: admin.password } })
    expect((await other.must('getMe')).staff?.email).toBe(admin.email)
    await other.must('signOut')
    expect((await other.must('getMe')).staff).toBeNull()
  })

  it('a newer printed link ends the older one', async () => {
    const older = tokenOf(await firstAdminLink())
    await firstAdminLink()
    const answer = await server
      .visitor()
      .call('createFirstAdmin', { body: { token: older, ...admin, email: 'b@c.example' } })
    expect(answer).toMatchObject({ status: 410, error: { code: 'link_revoked' } })
  })
})

describe('signing in', () => {
  it.each([
    ['a wrong password', { email: admin.email, password: 'not this one' }, 401, 'wrong_credentials'],
    ['nobody', { email: 'nobody@fairtime.example', password: 'not this one' }, 401, 'wrong_credentials'],
    ['no mail address', { email: 'ada', password: 'x' }, 400, 'bad_request'],
  ] as const)('refuses %s', async (_name, body, status, code) => {
    expect(await server.visitor().call('signIn', { body })).toMatchObject({ status, error: { code } })
  })

  it('by a one-time link works once, within a week', async () => {
    const boss = await server.staff('admin')
    const body = { name: 'Rita', email: 'rita@fairtime.example', roles: ['reviewer' as const] }
    const { link, member } = await boss.must('inviteStaff', { body })
    const rita = server.visitor()
    expect(await rita.must('signInByLink', { body: { token: tokenOf(link) } })).toMatchObject({
      name: 'Rita',
    })
    expect(await server.visitor().call('signInByLink', { body: { token: tokenOf(link) } })).toMatchObject({
      status: 410,
      error: { code: 'link_used' },
    })

    await rita.must('setPassword', { body: { password: 'a password of my own' } })
    const { link: late } = await boss.must('renewStaffLink', { params: { staffId: member.id } })
    server.clock.advance(8 * 24 * 3_600_000)
    expect(await server.visitor().call('signInByLink', { body: { token: tokenOf(late) } })).toMatchObject({
      status: 410,
      error: { code: 'link_expired' },
    })
    expect(await server.visitor().call('signInByLink', { body: { token: 'x'.repeat(43) } })).toMatchObject({
      status: 404,
      error: { code: 'link_unknown' },
    })

    await server
      .visitor()
      .must('signIn', { body: { email: 'rita@fairtime.example', password: 'a password of my own' } })
  })

  it('the same mail address is invited once', async () => {
    const boss = await server.staff('admin')
    const body = { name: 'Rita', email: 'RITA@fairtime.example', roles: ['reviewer' as const] }
    expect(await boss.call('inviteStaff', { body })).toMatchObject({
      status: 400,
      error: { issues: [{ path: 'body.email' }] },
    })
  })

  it('keeps no password and no link in plain text', async () => {
    const dump = JSON.stringify([
      await server.deps.db.selectFrom('staff_links').selectAll().execute(),
      await server.deps.db.selectFrom('staff').selectAll().execute(),
    ])
    expect(dump).not.toContain(admin.password)
    const token = tokenOf(await firstAdminLink())
    const rows = JSON.stringify(await server.deps.db.selectFrom('staff_links').selectAll().execute())
    expect(rows).not.toContain(token)
  })
})
