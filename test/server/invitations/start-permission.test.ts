import { describe, expect, it } from 'vitest'
import { startPermission } from '../../../server/invitations/start-permission.ts'

const day = (n: number) => new Date(Date.UTC(2026, 10, n, 12))
const fresh = {
  expiresAt: day(15),
  revokedAt: null,
  declinedAt: null,
  scheduleBy: null,
  appointmentAt: null,
  startedAt: null,
}

describe('startPermission', () => {
  it.each([
    ['ready', {}],
    ['appointment', { appointmentAt: day(9) }],
    ['ready', { appointmentAt: day(4) }],
    ['expired', { expiresAt: day(5) }],
    ['revoked', { revokedAt: day(2) }],
    ['declined', { declinedAt: day(2), expiresAt: day(3) }],
    ['unscheduled', { scheduleBy: day(4) }],
    ['ready', { scheduleBy: day(6) }],
    ['appointment', { scheduleBy: day(4), appointmentAt: day(9) }],
    ['ready', { scheduleBy: day(4), appointmentAt: day(4) }],
    ['started', { startedAt: day(2), expiresAt: day(3) }],
  ] as const)('%s', (permission, more) => {
    expect(startPermission({ ...fresh, ...more }, day(5))).toBe(permission)
  })
})
