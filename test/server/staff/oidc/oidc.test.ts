import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { issueStaffLink } from '../../../../server/staff/staff-links.ts'
import type { Visitor } from '../../../support/server/call.ts'
import {
  comeBack,
  openTestProvider,
  signInAtProvider,
  type TestProvider,
} from '../../../support/server/oidc-provider.ts'
import { startTestServer, type TestServer } from '../../../support/server/test-server.ts'

let provider: TestProvider
let server: TestServer
beforeAll(async () => {
  provider = await openTestProvider()
  server = await startTestServer({ oidc: provider.config })
  provider.openFor(server.url)
})
beforeEach(() => provider.interfere(null))
afterAll(async () => {
  await server.stop()
  await provider.stop()
})

const tokenOf = (link: string) => new URL(link).hash.slice(1)
const linkFor = async (staffId: string) =>
  tokenOf(
    await issueStaffLink(server.deps, server.deps.db, {
      purpose: 'sign_in',
      staffId,
      now: server.clock.current,
    }),
  )
const begin = async (visitor: Visitor, body: { token?: string; next?: string } = {}) =>
  (await visitor.must('beginOidcSignIn', { body })).url
const signIn = async (visitor: Visitor, account: string, body: { token?: string; next?: string } = {}) =>
  comeBack(visitor, await signInAtProvider(await begin(visitor, body), account))
const whoIs = async (visitor: Visitor) => (await visitor.must('getMe')).staff?.id ?? null
const lastRefusal = () =>
  server.deps.db
    .selectFrom('audit')
    .select('detail')
    .where('action', '=', 'sign-in-refused')
    .orderBy('id', 'desc')
    .executeTakeFirst()

/** A colleague whose account of the provider is linked. */
async function linked(account: string = randomUUID()) {
  const { staffId } = await server.staff('reviewer')
  expect(await signIn(server.visitor(), account, { token: await linkFor(staffId) })).toBe('/')
  return { staffId, account }
}

describe('the first time', () => {
  it('a one-time link links the account, and the account alone signs in from then on', async () => {
    const { staffId } = await server.staff('recruiter')
    const account = randomUUID()
    const token = await linkFor(staffId)
    const browser = server.visitor()
    expect(await signIn(browser, account, { token, next: '/board?stage=done' })).toBe('/board?stage=done')
    expect(await whoIs(browser)).toBe(staffId)
    // The link is used up.
    expect(await server.visitor().call('beginOidcSignIn', { body: { token } })).toMatchObject({
      error: { code: 'link_used' },
    })
    const again = server.visitor()
    expect(await signIn(again, account)).toBe('/')
    expect(await whoIs(again)).toBe(staffId)
  })

  it('somebody who is signed in adds an account, sees it, and takes it away again', async () => {
    const person = await server.staff('reviewer')
    const account = randomUUID()
    provider.says(account, { email: 'me@work.example' })
    const { url } = await person.must('addIdentity', {})
    expect(await comeBack(person, await signInAtProvider(url, account))).toBe('/people')
    const { identities } = await person.must('getOwnAccount')
    expect(identities).toMatchObject([{ issuer: provider.config.issuer, address: 'me@work.example' }])
    const admin = await server.staff('admin')
    const { staff } = await admin.must('listStaff')
    expect(staff.find(({ id }) => id === person.staffId)?.waysIn).toEqual(['oidc'])

    const params = { identityId: identities[0]!.id }
    expect(await person.call('removeIdentity', { params })).toMatchObject({ error: { code: 'conflict' } })
    const stranger = await server.staff('reviewer')
    expect(await stranger.call('removeIdentity', { params })).toMatchObject({ error: { code: 'not_found' } })
    await person.must('setPassword', { body: { password: 'a password of my own' } })
    await person.must('removeIdentity', { params })
    expect(await signIn(server.visitor(), account)).toBe('/sign-in?refused=oidc_not_linked')
  })

  it('an account cannot be added by another person at the same browser, nor by nobody', async () => {
    const person = await server.staff('reviewer')
    const { url } = await person.must('addIdentity', {})
    const answer = await signInAtProvider(url, randomUUID())
    await person.must('signOut')
    expect(await comeBack(person, answer)).toBe('/people?refused=not_signed_in')
  })

  it('an account that belongs to a colleague is refused, and the link stays good', async () => {
    const { account } = await linked()
    const { staffId } = await server.staff('reviewer')
    const token = await linkFor(staffId)
    expect(await signIn(server.visitor(), account, { token })).toBe('/sign-in?refused=oidc_taken')
    expect(await signIn(server.visitor(), randomUUID(), { token })).toBe('/')
  })
})

describe('an address is no key', () => {
  it.each([true, false, undefined])("an admin's address, verified: %s, opens nothing", async (verified) => {
    const admin = await server.staff('admin')
    const { email } = await server.deps.db
      .selectFrom('staff')
      .select('email')
      .where('id', '=', admin.staffId)
      .executeTakeFirstOrThrow()
    const account = randomUUID()
    provider.says(account, { email, ...(verified !== undefined && { email_verified: verified }) })
    const browser = server.visitor()
    expect(await signIn(browser, account)).toBe('/sign-in?refused=oidc_not_linked')
    expect(await whoIs(browser)).toBeNull()
    expect(await lastRefusal()).toEqual({
      detail: { by: 'oidc', reason: 'oidc_not_linked', staffId: null },
    })
  })

  it('the same account under a new address is the same person', async () => {
    const { staffId, account } = await linked()
    provider.says(account, { email: 'new-name@elsewhere.example', email_verified: true })
    const browser = server.visitor()
    await signIn(browser, account)
    expect(await whoIs(browser)).toBe(staffId)
    expect((await browser.must('getOwnAccount')).identities).toMatchObject([
      { address: 'new-name@elsewhere.example' },
    ])
  })
})

describe('what cannot be trusted is refused in words and recorded', () => {
  it('an answer that comes twice, with another state, to another browser, too late, or with nothing', async () => {
    const { account } = await linked()
    const browser = server.visitor()
    const answer = await signInAtProvider(await begin(browser), account)
    const unknown = '/sign-in?refused=oidc_flow_unknown'
    expect(await comeBack(server.visitor(), answer)).toBe(unknown)
    const otherState = new URL(answer)
    otherState.searchParams.set('state', 'x'.repeat(43))
    expect(await comeBack(browser, otherState)).toBe(unknown)
    expect(await comeBack(browser, new URL(answer.pathname, answer))).toBe(unknown)
    expect(await comeBack(browser, answer)).toBe('/')
    expect(await comeBack(browser, answer)).toBe(unknown)
    expect(await lastRefusal()).toMatchObject({ detail: { reason: 'oidc_flow_unknown' } })

    const late = await signInAtProvider(await begin(browser), account)
    server.clock.advance(11 * 60_000)
    expect(await comeBack(browser, late)).toBe(unknown)
  })

  it('another issuer in the answer, a code of somebody else, an error of the provider', async () => {
    const { account } = await linked()
    const browser = server.visitor()
    const changed = async (change: (query: URLSearchParams) => void) => {
      const answer = await signInAtProvider(await begin(browser), account)
      change(answer.searchParams)
      return comeBack(browser, answer)
    }
    const refused = '/sign-in?refused=oidc_refused'
    expect(await changed((query) => query.set('iss', 'https://evil.example'))).toBe(refused)
    expect(await changed((query) => query.set('code', 'x'.repeat(43)))).toBe(refused)
    expect(await changed((query) => query.append('state', 'second'))).toBe(refused)
    const foreign = await signInAtProvider(await begin(browser), account)
    // PKCE and nonce belong to the flow: a code that was stolen from another one is worth nothing.
    expect(await changed((query) => query.set('code', foreign.searchParams.get('code')!))).toBe(refused)
    const cancelled = (query: URLSearchParams) => {
      query.delete('code')
      query.set('error', 'access_denied')
    }
    expect(await changed(cancelled)).toBe('/sign-in?refused=oidc_cancelled')
    expect(await whoIs(browser)).toBeNull()
  })

  it.each([
    ['nothing wrong in it', {}, null],
    ['another issuer', { iss: 'https://evil.example' }, 'oidc_refused'],
    ['another audience', { aud: 'another client' }, 'oidc_refused'],
    ['another nonce', { nonce: 'of another flow' }, 'oidc_refused'],
    ['an end in the past', { exp: 1_000 }, 'oidc_refused'],
    ['another client that it is for', { aud: ['fairtime', 'other'], azp: 'other' }, 'oidc_refused'],
    ['no subject', { sub: undefined }, 'oidc_refused'],
    ['a signature by a key that is not its own', {}, 'oidc_refused', 'another key'],
  ] as [string, object, string | null, 'another key'?][])(
    'a token with %s',
    async (_name, change, reason, by) => {
      const { staffId, account } = await linked()
      const browser = server.visitor()
      const url = await begin(browser)
      const answer = await signInAtProvider(url, account)
      const nonce = new URL(url).searchParams.get('nonce')
      provider.interfere((request, response) => {
        if (request.url !== '/token') return false
        const claims = {
          iss: provider.config.issuer,
          aud: 'fairtime',
          sub: account,
          nonce,
          ...now(),
          ...change,
        }
        const body = { access_token: 'x', token_type: 'Bearer', id_token: provider.signToken(claims, by) }
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
        return true
      })
      expect(await comeBack(browser, answer)).toBe(reason === null ? '/' : `/sign-in?refused=${reason}`)
      expect(await whoIs(browser)).toBe(reason === null ? staffId : null)
    },
  )

  it('a disabled colleague', async () => {
    const { staffId, account } = await linked()
    const admin = await server.staff('admin')
    await admin.must('disableStaff', { params: { staffId } })
    const browser = server.visitor()
    expect(await signIn(browser, account)).toBe('/sign-in?refused=staff_disabled')
    expect(await whoIs(browser)).toBeNull()
    expect(await lastRefusal()).toEqual({ detail: { by: 'oidc', reason: 'staff_disabled', staffId } })
  })

  it('a provider that is away when the person comes back', async () => {
    const { account } = await linked()
    const browser = server.visitor()
    const answer = await signInAtProvider(await begin(browser), account)
    provider.interfere((_request, response) => Boolean(response.writeHead(503).end()))
    expect(await comeBack(browser, answer)).toBe('/sign-in?refused=oidc_unavailable')
  })

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', 'board'])(
    'a way on to %s leads to the start instead',
    async (next) => {
      const { account } = await linked()
      expect(await signIn(server.visitor(), account, { next })).toBe('/')
    },
  )
})

const now = () => {
  const iat = Math.floor(Date.now() / 1_000)
  return { iat, exp: iat + 300 }
}
