import { z } from 'zod'
import { mailAddressSchema } from '../../fields/mail-address.ts'
import { ownAccountApi, passwordSchema, sentToProviderSchema } from './own-account.ts'
import { personNameSchema } from '../../fields/person-name.ts'
import { everyone, staff, staffRoles, type RouteTable } from '../../route.ts'

export const staffRoleSchema = z.enum(staffRoles)
const oneTimeTokenSchema = z.string().min(20).max(200)
const staffParams = z.object({ staffId: z.string().max(100) })

export const staffMemberSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(staffRoleSchema),
})
export type StaffMember = z.infer<typeof staffMemberSchema>

/** A colleague as those see them who manage people. */
export const colleagueSchema = staffMemberSchema.extend({
  /** Positions whose submissions they may be given. */
  positionIds: z.array(z.uuid()),
  /** By what they can come in, beside a one-time link. */
  waysIn: z.array(z.enum(['password', 'oidc'])),
  /** A disabled account opens nothing, and stays beside what it has done. */
  disabledAt: z.iso.datetime().nullable(),
})
export type Colleague = z.infer<typeof colleagueSchema>

export const leavingSchema = z.object({
  sessions: z.int(),
  isOnlyAdmin: z.boolean(),
  openInvitations: z.array(z.object({ position: z.string(), count: z.int() })),
  /** Positions that fewer than two could review for afterwards. */
  thinPools: z.array(z.string()),
  successors: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** Whoever looks after an invitation knows whose it is, and so can review for these positions no more. */
      stopsReviewingFor: z.array(z.string()),
    }),
  ),
})
export type Leaving = z.infer<typeof leavingSchema>

const accessSchema = z.object({
  roles: z.array(staffRoleSchema).min(1, 'Choose at least one role'),
  positionIds: z.array(z.uuid()).default([]),
})

const signInApi = {
  getSignInWays: {
    method: 'GET',
    path: '/api/sign-in/ways',
    summary: 'By what staff sign in here: password, and the OpenID provider with what its button says.',
    access: everyone,
    response: z.object({ password: z.boolean(), oidcLabel: z.string().nullable() }),
  },
  beginOidcSignIn: {
    method: 'POST',
    path: '/api/sign-in/oidc',
    summary:
      'Begins a sign-in at the OpenID provider and answers where to go. With the secret of a one-time link, the account that comes back is linked to the person of that link; the link is used up only then.',
    access: everyone,
    body: z.object({
      token: oneTimeTokenSchema.optional(),
      /** Page of this site to go on to. */
      next: z.string().max(500).optional(),
    }),
    rate: 'token',
    response: sentToProviderSchema,
  },
  getMe: {
    method: 'GET',
    path: '/api/me',
    summary: 'Who is signed in, if anybody, and whether this installation still waits for its first admin.',
    access: everyone,
    response: z.object({ staff: staffMemberSchema.nullable(), needsFirstAdmin: z.boolean() }),
  },
  signIn: {
    method: 'POST',
    path: '/api/sign-in',
    summary: 'Signs a member of staff in by password. After failures the answer takes longer.',
    access: everyone,
    body: z.object({ email: mailAddressSchema, password: z.string().max(128) }),
    rate: 'token',
    response: staffMemberSchema,
  },
  signInByLink: {
    method: 'POST',
    path: '/api/sign-in-links/exchange',
    summary: 'Exchanges a one-time staff link for a session.',
    access: everyone,
    body: z.object({ token: oneTimeTokenSchema }),
    rate: 'token',
    response: staffMemberSchema,
  },
  createFirstAdmin: {
    method: 'POST',
    path: '/api/first-admin',
    summary: 'Creates the first admin with the one-time link printed at the first start.',
    access: everyone,
    body: z.object({
      token: oneTimeTokenSchema,
      name: personNameSchema,
      email: mailAddressSchema,
      password: passwordSchema,
    }),
    rate: 'token',
    status: 201,
    response: staffMemberSchema,
  },
  signOut: {
    method: 'POST',
    path: '/api/sign-out',
    summary: 'Ends the session of a member of staff.',
    access: everyone,
    response: z.object({}),
  },
} as const satisfies RouteTable

const colleaguesApi = {
  listStaff: {
    method: 'GET',
    path: '/api/staff',
    summary: 'Everybody who works here, those who were disabled too.',
    access: staff('admin', 'recruiter'),
    response: z.object({ staff: z.array(colleagueSchema) }),
  },
  inviteStaff: {
    method: 'POST',
    path: '/api/staff',
    summary:
      'Adds a colleague, optionally to the reviewer pools of positions; answers a one-time sign-in link to hand over.',
    access: staff('admin'),
    body: accessSchema.extend({ name: personNameSchema, email: mailAddressSchema }),
    status: 201,
    response: z.object({ member: staffMemberSchema, link: z.url() }),
  },
  changeStaff: {
    method: 'PUT',
    path: '/api/staff/:staffId',
    summary:
      "Sets a colleague's roles and the positions they review for; takes effect with their next request.",
    access: staff('admin'),
    params: staffParams,
    body: accessSchema,
    response: colleagueSchema,
  },
  getLeaving: {
    method: 'GET',
    path: '/api/staff/:staffId/leaving',
    summary:
      'What would happen if this colleague were disabled, and who could take over what they look after.',
    access: staff('admin'),
    params: staffParams,
    response: leavingSchema,
  },
  disableStaff: {
    method: 'POST',
    path: '/api/staff/:staffId/disable',
    summary:
      'Puts somebody out: sessions, sign-in links and reviewer pools end, and open invitations go to a colleague. What they did stays.',
    access: staff('admin'),
    params: staffParams,
    body: z.object({
      /** Who looks after their open invitations from now on; needed where there are any. */
      handOverTo: z.string().max(100).optional(),
    }),
    response: colleagueSchema,
  },
  enableStaff: {
    method: 'POST',
    path: '/api/staff/:staffId/enable',
    summary: 'Lets a disabled colleague in again; answers a new one-time sign-in link.',
    access: staff('admin'),
    params: staffParams,
    response: z.object({ member: colleagueSchema, link: z.url() }),
  },
  signStaffOut: {
    method: 'POST',
    path: '/api/staff/:staffId/sign-out',
    summary: 'Ends all sessions of a colleague, for a lost computer for example.',
    access: staff('admin'),
    params: staffParams,
    response: z.object({}),
  },
  renewStaffLink: {
    method: 'POST',
    path: '/api/staff/:staffId/links',
    summary: 'A new one-time sign-in link for a colleague; earlier links and all their sessions end.',
    access: staff('admin'),
    params: staffParams,
    status: 201,
    response: z.object({ link: z.url() }),
  },
} as const satisfies RouteTable

export const staffApi = { ...signInApi, ...ownAccountApi, ...colleaguesApi } as const satisfies RouteTable
