import { z } from 'zod'
import { anyStaff, everyone, staff, staffRoles, type RouteTable } from '../route.ts'

export const staffRoleSchema = z.enum(staffRoles)
const passwordSchema = z.string().min(10, 'at least 10 characters').max(128)
const nameSchema = z.string().trim().min(1).max(100)

export const staffMemberSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(staffRoleSchema),
})
export type StaffMember = z.infer<typeof staffMemberSchema>

export const peopleApi = {
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
    summary: 'Signs a member of staff in by password.',
    access: everyone,
    body: z.object({ email: z.email(), password: z.string().max(128) }),
    rate: 'guess',
    response: staffMemberSchema,
  },
  signInByLink: {
    method: 'POST',
    path: '/api/sign-in-links/exchange',
    summary: 'Exchanges a one-time staff link for a session.',
    access: everyone,
    body: z.object({ token: z.string().min(20).max(200) }),
    response: staffMemberSchema,
  },
  createFirstAdmin: {
    method: 'POST',
    path: '/api/first-admin',
    summary: 'Creates the first admin with the one-time link printed at the first start.',
    access: everyone,
    body: z.object({
      token: z.string().min(20).max(200),
      name: nameSchema,
      email: z.email(),
      password: passwordSchema,
    }),
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
  setPassword: {
    method: 'POST',
    path: '/api/me/password',
    summary: 'Sets the password of the person who is signed in, so that a one-time link is needed only once.',
    access: anyStaff,
    body: z.object({ password: passwordSchema }),
    response: z.object({}),
  },
  listStaff: {
    method: 'GET',
    path: '/api/staff',
    summary: 'Everybody who works here.',
    access: staff('admin', 'recruiter'),
    response: z.object({ staff: z.array(staffMemberSchema) }),
  },
  inviteStaff: {
    method: 'POST',
    path: '/api/staff',
    summary:
      'Adds a colleague, optionally to the reviewer pools of positions; answers a one-time sign-in link to hand over.',
    access: staff('admin'),
    body: z.object({
      name: nameSchema,
      email: z.email(),
      roles: z.array(staffRoleSchema).min(1),
      positionIds: z.array(z.uuid()).default([]),
    }),
    status: 201,
    response: z.object({ member: staffMemberSchema, link: z.url() }),
  },
  renewStaffLink: {
    method: 'POST',
    path: '/api/staff/:staffId/links',
    summary: 'A new one-time sign-in link for a colleague; earlier ones stop working.',
    access: staff('admin'),
    params: z.object({ staffId: z.string().max(100) }),
    status: 201,
    response: z.object({ link: z.url() }),
  },
} as const satisfies RouteTable
