import { z } from 'zod'
import { oneself, type RouteTable } from '../../route.ts'

export const passwordSchema = z.string().min(10, 'at least 10 characters').max(128, 'at most 128 characters')

/** A browser in which somebody is signed in. */
export const staffSessionSchema = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  /** Noted once a day. */
  seenAt: z.iso.datetime(),
  /** What the browser calls itself. */
  userAgent: z.string(),
  isThis: z.boolean(),
})
export type StaffSession = z.infer<typeof staffSessionSchema>

/** An account at the provider by which somebody signs in. */
export const identitySchema = z.object({
  id: z.uuid(),
  issuer: z.string(),
  /** What the provider called the account last, where it says. */
  address: z.string().nullable(),
  linkedAt: z.iso.datetime(),
  usedAt: z.iso.datetime(),
})
export type Identity = z.infer<typeof identitySchema>

/** Where the browser is sent to sign in. */
export const sentToProviderSchema = z.object({ url: z.url() })

export const ownAccountApi = {
  setPassword: {
    method: 'POST',
    path: '/api/me/password',
    summary: 'Sets the password of the person who is signed in. Their sessions elsewhere end.',
    access: oneself,
    body: z.object({
      /** Asked for where there is one already. */
      oldPassword: z.string().max(128).default(''),
      password: passwordSchema,
    }),
    response: z.object({}),
  },
  getOwnAccount: {
    method: 'GET',
    path: '/api/me/account',
    summary: 'Whether the person who is signed in has a password, and in which browsers they are signed in.',
    access: oneself,
    response: z.object({
      hasPassword: z.boolean(),
      sessions: z.array(staffSessionSchema),
      identities: z.array(identitySchema),
    }),
  },
  addIdentity: {
    method: 'POST',
    path: '/api/me/identities',
    summary: 'Begins to add an account of the OpenID provider to the person who is signed in.',
    access: oneself,
    response: sentToProviderSchema,
  },
  removeIdentity: {
    method: 'DELETE',
    path: '/api/me/identities/:identityId',
    summary: 'Takes an account of the OpenID provider away from the person who is signed in.',
    access: oneself,
    params: z.object({ identityId: z.uuid() }),
    response: z.object({}),
  },
  endOwnSessions: {
    method: 'POST',
    path: '/api/me/sessions/end',
    summary: 'Signs the person out of one browser, of all others, or everywhere.',
    access: oneself,
    body: z.object({
      which: z.union([z.enum(['others', 'all']), z.object({ sessionId: z.string().max(100) })]),
    }),
    response: z.object({}),
  },
} as const satisfies RouteTable
