import { describe, expect } from 'vitest'
import { guideOf } from '../../../server/staff/organisation/guide.ts'
import { readOrganisation } from '../../../server/staff/organisation/store.ts'
import { itWith } from '../../support/fixtures.ts'

const it = itWith({ organisationZone: 'Europe/Lisbon' })

describe('the organisation', () => {
  it('has the zone of the environment until an admin sets one; what is stored wins', async ({ server }) => {
    const admin = await server.staff('admin')
    const before = await admin.must('getOrganisation')
    expect(before).toEqual({ name: '', zone: 'Europe/Lisbon', version: 0 })
    const body = { name: ' Zarah  & Söhne\n', zone: 'europe/berlin', version: before.version }
    const after = await admin.must('changeOrganisation', { body })
    expect(after).toEqual({ name: 'Zarah & Söhne', zone: 'Europe/Berlin', version: 1 })
    expect(await readOrganisation(server.deps.db, server.config)).toEqual(after)
    const { invitationId, visitor } = await server.candidate()
    expect(await visitor.must('getInvitation', { params: { invitationId } })).toMatchObject({
      organisationZone: 'Europe/Berlin',
    })
    const rows = await server.deps.db
      .selectFrom('audit')
      .select('detail')
      .where('action', '=', 'organisation-changed')
      .execute()
    expect(rows).toEqual([
      {
        detail: { before: { name: '', zone: null }, after: { name: 'Zarah & Söhne', zone: 'Europe/Berlin' } },
      },
    ])
  })

  it('changed by two at once is changed by the first, and the second hears it', async ({ server }) => {
    const admin = await server.staff('admin')
    const { version } = await admin.must('getOrganisation')
    const answers = await Promise.all(
      ['One', 'Two', 'Three'].map((name) =>
        admin.call('changeOrganisation', { body: { name, zone: 'UTC', version } }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(answers.find(({ status }) => status === 409)).toMatchObject({
      error: { code: 'changed_meanwhile' },
    })
  })

  it.for([
    ['no name', { name: ' ' }],
    ['a name that turns a line around', { name: 'abc\u202Edef' }],
    ['a name beyond bounds', { name: 'x'.repeat(101) }],
    ['a zone that is none', { zone: 'Mars/Olympus' }],
    ['an offset for a zone', { zone: '+05:30' }],
  ] as const)('with %s is refused at its field', async ([, changes], { server }) => {
    const admin = await server.staff('admin')
    const { version } = await admin.must('getOrganisation')
    const body = { name: 'Firm', zone: 'UTC', version, ...changes }
    const [field] = Object.keys(changes)
    expect(await admin.call('changeOrganisation', { body })).toMatchObject({
      status: 400,
      error: { issues: [{ path: `body.${field}` }] },
    })
  })
})

describe('the first-run guide', () => {
  const nothing = { organisation: false, colleagues: false, position: false, invitation: false }

  it('shows what is open, and vanishes when everything is done or skipped, or it was put away', () => {
    const guide = guideOf({
      isDone: { ...nothing, colleagues: true },
      skipped: ['position'],
      isDismissed: false,
    })
    expect(guide.isShown).toBe(true)
    expect(guide.steps.map(({ state }) => state)).toEqual(['open', 'done', 'skipped', 'open'])
    const rest = { ...nothing, organisation: true, invitation: true, position: true }
    expect(guideOf({ isDone: rest, skipped: ['colleagues'], isDismissed: false }).isShown).toBe(false)
    expect(guideOf({ isDone: nothing, skipped: [], isDismissed: true }).isShown).toBe(false)
  })

  it('a step that was skipped and then done is done', () => {
    const { steps } = guideOf({
      isDone: { ...nothing, position: true },
      skipped: ['position'],
      isDismissed: false,
    })
    expect(steps.find(({ id }) => id === 'position')?.state).toBe('done')
  })

  it('follows what is done; a skip is taken back; put away it stays so for every admin', async ({
    server,
  }) => {
    const admin = await server.staff('admin')
    const stateOf = async (id: string) =>
      (await admin.must('getGuide')).steps.find((step) => step.id === id)?.state
    await admin.must('skipGuideStep', { params: { step: 'position' }, body: {} })
    await server.position()
    expect(await stateOf('position')).toBe('done')
    await admin.must('skipGuideStep', { params: { step: 'invitation' }, body: {} })
    await admin.must('skipGuideStep', { params: { step: 'invitation' }, body: { isSkipped: false } })
    await admin.must('dismissGuide')
    expect(await (await server.staff('admin')).must('getGuide')).toMatchObject({ isShown: false })
  })
})
