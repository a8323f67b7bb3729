import { betterAuth } from 'better-auth'
import { randomBytes, argon2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { joinRoles } from '../db/tables.ts'
import type { Database } from '../db/connect.ts'
import type { StaffRole } from '#contracts/route.ts'
import { parseRoles, type StaffActor } from '../http/caller.ts'
import { sessionPlugin } from './session-plugin.ts'

const deriveArgon2 = promisify(argon2)
const cookiePrefix = 'fairtime'
const sessionCookie = `${cookiePrefix}.session_token=`
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await deriveArgon2('argon2id', { ...cost, message: password, nonce })
  return `argon2id$${nonce.toString('base64')}$${tag.toString('base64')}`
}

async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [scheme, nonce, tag] = hash.split('$')
  if (scheme !== 'argon2id' || nonce === undefined || tag === undefined) return false
  const expected = Buffer.from(tag, 'base64')
  const found = await deriveArgon2('argon2id', {
    ...cost,
    message: password,
    nonce: Buffer.from(nonce, 'base64'),
  })
  return found.length === expected.length && timingSafeEqual(found, expected)
}

export type StaffAuth = ReturnType<typeof createStaffAuth>
export type NewStaff = { name: string; email: string; roles: readonly StaffRole[] }

/**
 * Staff sessions and passwords, kept by better-auth. Its own HTTP surface is not mounted: our API table is the only door,
 * so there is one policy table, one error form and one origin check.
 */
export function createStaffAuth(options: { db: Database; secret: string; baseUrl: string }) {
  const auth = betterAuth({
    database: { db: options.db, type: 'postgres' },
    secret: options.secret,
    baseURL: options.baseUrl,
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: {
      modelName: 'staff',
      additionalFields: { roles: { type: 'string', required: true, input: false } },
    },
    session: { modelName: 'staff_session', expiresIn: 7 * 24 * 3_600 },
    account: { modelName: 'staff_account' },
    verification: { modelName: 'staff_verification' },
    advanced: { cookiePrefix, useSecureCookies: options.baseUrl.startsWith('https:') },
    plugins: [sessionPlugin()],
  })

  return {
    async findActor(headers: Headers): Promise<StaffActor | null> {
      // The library would take the whole request apart; a candidate's page asks often and never has this cookie.
      if (!headers.get('cookie')?.includes(sessionCookie)) return null
      const found = await auth.api.getSession({ headers })
      if (found === null) return null
      const { id, name, email, roles } = found.user
      return { kind: 'staff', id, name, email, roles: parseRoles(roles) }
    },

    /** Null where mail address or password is wrong. The cookies are to be set on the answer. */
    async signIn(email: string, password: string): Promise<{ id: string; cookies: string[] } | null> {
      try {
        const { headers, response } = await auth.api.signInEmail({
          body: { email, password },
          returnHeaders: true,
        })
        return { id: response.user.id, cookies: headers.getSetCookie() }
      } catch (error) {
        if (isRefusal(error)) return null
        throw error
      }
    },

    async startSession(staffId: string): Promise<string[]> {
      const { headers } = await auth.api.startStaffSession({ body: { staffId }, returnHeaders: true })
      return headers.getSetCookie()
    },

    async endSession(requestHeaders: Headers): Promise<string[]> {
      const { headers } = await auth.api.signOut({ headers: requestHeaders, returnHeaders: true })
      return headers.getSetCookie()
    },

    async createMember(member: NewStaff): Promise<string> {
      const context = await auth.$context
      const user = await context.internalAdapter.createUser(
        {
          name: member.name,
          email: member.email.toLowerCase(),
          emailVerified: true,
          roles: joinRoles(member.roles),
        },
        { method: 'email-password' },
      )
      return user.id
    },

    async setPassword(staffId: string, password: string): Promise<void> {
      const context = await auth.$context
      const accounts = await context.internalAdapter.findAccounts(staffId)
      const hash = await context.password.hash(password)
      if (accounts.some((account) => account.providerId === 'credential')) {
        await context.internalAdapter.updatePassword(staffId, hash)
      } else {
        await context.internalAdapter.linkAccount({
          userId: staffId,
          providerId: 'credential',
          accountId: staffId,
          password: hash,
        })
      }
    },
  }
}

function isRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return false
  return typeof error.statusCode === 'number' && error.statusCode < 500
}
