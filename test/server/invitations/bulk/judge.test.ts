import { describe, expect, it } from 'vitest'
import { judge, reminderDueAt, seenOf, type BulkSubject } from '../../../../server/invitations/bulk/judge.ts'

const now = new Date('2026-11-25T10:00:00Z')
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const open: BulkSubject = {
  expiresAt: at(24 * 10),
  scheduleBy: null,
  startedAt: null,
  revokedAt: null,
  declinedAt: null,
  opensAt: null,
  appointmentAt: null,
  appointmentZone: null,
  isPositionClosed: false,
  lastAskedAt: at(-48),
  nextAskedAt: null,
  resendable: { mailId: 'm', state: 'sent', endedAt: at(-48) },
}
const to = (kind: 'extend' | 'revoke' | 'resend' | 'remind', more: Partial<BulkSubject> = {}, when = now) => {
  const judgement = judge(
    { ...open, ...more },
    { kind, takeBy: kind === 'extend' ? at(24 * 20) : null, now: when, zone: 'Europe/Berlin' },
  )
  return judgement.problem?.reason ?? 'can be done'
}

describe('what can be done to many at once', () => {
  it('is everything to whoever was invited and has not started', () => {
    for (const kind of ['extend', 'revoke', 'resend', 'remind'] as const) expect(to(kind)).toBe('can be done')
  })

  it.each([
    ['extend', { startedAt: at(-1) }, 'Has started already.'],
    ['extend', { isPositionClosed: true }, 'The position is closed.'],
    ['extend', { expiresAt: at(24 * 20) }, 'Is open as long already.'],
    ['extend', { declinedAt: at(-1) }, 'Said "no, thank you".'],
    ['extend', { expiresAt: at(-1) }, 'can be done'],
    ['revoke', { startedAt: at(-1) }, 'Has started already.'],
    ['revoke', { expiresAt: at(-1) }, 'Has run out.'],
    ['revoke', { isPositionClosed: true }, 'can be done'],
    ['resend', { expiresAt: at(-1) }, 'Has run out.'],
    ['resend', { startedAt: at(-1) }, 'can be done'],
    ['resend', { resendable: null }, 'There is no mail to send again.'],
    [
      'resend',
      { resendable: { mailId: 'm', state: 'waiting', endedAt: null } },
      'The mail is on its way already.',
    ],
    [
      'resend',
      { resendable: { mailId: 'm', state: 'sent', endedAt: at(-0.5) } },
      'Was sent within the last hour.',
    ],
    ['resend', { resendable: { mailId: 'm', state: 'failed', endedAt: at(-0.5) } }, 'can be done'],
    ['remind', { startedAt: at(-1) }, 'Has started already.'],
    ['remind', { lastAskedAt: at(-23.9) }, 'Was written to within the last day.'],
    ['remind', { lastAskedAt: at(-24) }, 'can be done'],
    ['remind', { nextAskedAt: at(20) }, 'Is written to by itself within a day.'],
    ['remind', { isPositionClosed: true }, 'The position is closed.'],
  ] as const)('%s with %j: %s', (kind, more, reason) => {
    expect(to(kind, more)).toBe(reason)
  })

  it('is nothing to what was withdrawn, or may still be taken back', () => {
    for (const kind of ['extend', 'revoke', 'resend', 'remind'] as const) {
      expect(to(kind, { revokedAt: at(-1) })).toBe('Was withdrawn.')
      expect(to(kind, { opensAt: at(0.005) })).toContain('can still be taken back')
    }
  })

  it('reminds in the morning of where the candidate is, and not at all where that is too late', () => {
    const tokyo = { appointmentZone: 'Asia/Tokyo', appointmentAt: at(-100) }
    const night = new Date('2026-11-25T15:00:00Z')
    const action = { kind: 'remind', takeBy: null, now: night, zone: 'Europe/Berlin' } as const
    expect(reminderDueAt({ ...open, ...tokyo }, action).toISOString()).toBe('2026-11-25T22:00:00.000Z')
    expect(judge({ ...open, ...tokyo }, action)).toMatchObject({
      problem: null,
      note: expect.stringContaining('morning'),
    })
    expect(to('remind', { ...tokyo, expiresAt: new Date('2026-11-25T21:00:00Z') }, night)).toBe(
      'It is night there until the time is over.',
    )
  })

  it('knows when somebody else was there first, where that matters', () => {
    expect(seenOf(open, 'extend')).not.toBe(seenOf({ ...open, expiresAt: at(1) }, 'extend'))
    expect(seenOf(open, 'revoke')).not.toBe(seenOf({ ...open, appointmentAt: at(1) }, 'revoke'))
    expect(seenOf(open, 'remind')).toBe(seenOf({ ...open, expiresAt: at(1) }, 'remind'))
  })
})
