import { betterAuth } from 'better-auth'
import type { StaffRole } from '#contracts/route.ts'
import type { Database } from '../db/connect.ts'
import { parseRoles, type StaffActor } from '../http/access/caller.ts'
import { comparableMailAddress } from './mail-address.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { sessionPlugin } from './session-plugin.ts'
import { joinRoles } from './store.ts'

const sessionLifeSeconds = 7 * 24 * 3_600
const providerId = 'credential'

export type StaffAuth = ReturnType<typeof createStaffAuth>
export type NewStaff = { name: string; email: string; roles: readonly StaffRole[] }
type Options = { db: Database; secret: string; baseUrl: string }

/** Over HTTPS the name carries `__Host-`: no subdomain and no plain-text answer can set it. */
const sessionCookieName = (baseUrl: string) =>
  `${baseUrl.startsWith('https:') ? '__Host-' : ''}fairtime.session_token`

function openLibrary({ db, secret, baseUrl }: Options) {
  const secure = baseUrl.startsWith('https:')
  return betterAuth({
    database: { db, type: 'postgres' },
    secret,
    baseURL: baseUrl,
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: {
      modelName: 'staff',
      additionalFields: {
        roles: { type: 'string', required: true, input: false },
        disabledAt: { type: 'date', required: false, input: false, fieldName: 'disabled_at' },
      },
    },
    session: { modelName: 'staff_session', expiresIn: sessionLifeSeconds },
    account: { modelName: 'staff_account' },
    verification: { modelName: 'staff_verification' },
    advanced: {
      // The library knows only `__Secure-`, so the whole name is given and its own prefix is off.
      useSecureCookies: false,
      cookies: { session_token: { name: sessionCookieName(baseUrl), attributes: { secure } } },
    },
    plugins: [sessionPlugin()],
  })
}

/**
 * Staff sessions and accounts, kept by better-auth. Its own HTTP surface is not mounted: our API table is the only door,
 * so there is one policy table, one error form and one origin check.
 */
export function createStaffAuth(options: Options) {
  const auth = openLibrary(options)
  return { ...sessionsOf(auth, `${sessionCookieName(options.baseUrl)}=`), ...accountsOf(auth) }
}

type Library = ReturnType<typeof openLibrary>

const sessionsOf = (auth: Library, cookieMark: string) => ({
  async findActor(headers: Headers): Promise<StaffActor | null> {
    // The library would take the whole request apart; a candidate's page asks often and never has this cookie.
    if (!headers.get('cookie')?.includes(cookieMark)) return null
    const found = await auth.api.getSession({ headers })
    if (found === null || found.user.disabledAt) return null
    const { id, name, email, roles } = found.user
    return { kind: 'staff', id, name, email, roles: parseRoles(roles), sessionId: found.session.id }
  },

  /** Answers the cookies to be set. Whoever calls has made sure that the account is not disabled. */
  async startSession(staffId: string, userAgent: string | null = null): Promise<string[]> {
    const body = { staffId, userAgent: (userAgent ?? '').slice(0, 300) }
    const { headers } = await auth.api.startStaffSession({ body, returnHeaders: true })
    return headers.getSetCookie()
  },

  async endSession(requestHeaders: Headers): Promise<string[]> {
    const { headers } = await auth.api.signOut({ headers: requestHeaders, returnHeaders: true })
    return headers.getSetCookie()
  },
})

function accountsOf(auth: Library) {
  const credentialOf = async (staffId: string) => {
    const { internalAdapter } = await auth.$context
    const accounts = await internalAdapter.findAccounts(staffId)
    return accounts.find((account) => account.providerId === providerId) ?? null
  }
  return {
    async createMember({ name, email, roles }: NewStaff): Promise<string> {
      const { internalAdapter } = await auth.$context
      const user = await internalAdapter.createUser(
        { name, email: comparableMailAddress(email), emailVerified: true, roles: joinRoles(roles) },
        { method: 'email-password' },
      )
      return user.id
    },

    hasPassword: async (staffId: string) => (await credentialOf(staffId))?.password != null,

    /** Null for an account that does not exist takes as long as a wrong password. */
    async verifyPassword(staffId: string | null, password: string): Promise<boolean> {
      const account = staffId === null ? null : await credentialOf(staffId)
      return verifyPassword(account?.password ?? null, password)
    },

    async setPassword(staffId: string, password: string): Promise<void> {
      const { internalAdapter } = await auth.$context
      const hash = await hashPassword(password)
      if ((await credentialOf(staffId)) !== null) await internalAdapter.updatePassword(staffId, hash)
      else
        await internalAdapter.linkAccount({ userId: staffId, providerId, accountId: staffId, password: hash })
    },
  }
}
