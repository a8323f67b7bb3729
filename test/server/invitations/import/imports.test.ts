import { describe, expect } from 'vitest'
import { noMail } from '../../../../server/config.ts'
import { makeInvitations } from '../../../../server/invitations/import/make-invitations.ts'
import { sweepMails } from '../../../../server/mails/deliver-mail.ts'
import { eventually } from '../../../support/eventually.ts'
import { it as base } from '../../../support/fixtures.ts'
import { openPostBox, tokenIn } from '../../../support/server/post-box.ts'
import { goExercise, startTestServer } from '../../../support/server/test-server.ts'
import { fixtures } from './fixtures.ts'

const it = base
  .extend('box', { scope: 'file' }, async ({}, { onCleanup }) => {
    const box = await openPostBox()
    onCleanup(() => box.stop())
    return box
  })
  .extend('server', { scope: 'file' }, async ({ box }, { onCleanup }) => {
    const server = await startTestServer({ mail: { ...noMail, kind: 'smtp', smtpUrl: box.url } })
    onCleanup(() => server.stop())
    return server
  })
  .extend('desk', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const positionId = await server.position()
    const read = (text: string, more: object = {}) =>
      recruiter.must('createInvitationImport', {
        body: { positionId, exerciseId: goExercise, source: { kind: 'text' as const, text }, ...more },
      })
    const get = (importId: string) => recruiter.must('getInvitationImport', { params: { importId } })
    const confirm = (list: { id: string; round: number; ticked: number }) =>
      recruiter.must('confirmImport', {
        params: { importId: list.id },
        body: { round: list.round, ticked: list.ticked },
      })
    const made = (importId: string) =>
      eventually(async () => {
        const list = await get(importId)
        return list.state === 'made' ? list : null
      })
    const rows = async (importId: string) =>
      (await recruiter.must('listImportRows', { params: { importId } })).rows
    const invitations = () =>
      server.deps.db.selectFrom('invitations').selectAll().where('position_id', '=', positionId).execute()
    return { recruiter, positionId, read, get, confirm, made, rows, invitations }
  })

let lists = 0
/** People whom no other test knows. */
function people(count: number): string {
  lists += 1
  return Array.from({ length: count }, (_, at) => `Person ${at} <p${at}.${lists}@list.example>`).join('\n')
}
const undoMs = 30_000

describe('a list of people to invite', () => {
  it('says what sending would do, and invites everybody once however often that is asked', async ({
    desk,
  }) => {
    const list = await desk.read(people(30))
    expect(list).toMatchObject({
      state: 'draft',
      total: 30,
      ticked: 30,
      dryRun: ['30 invitations', '30 mails'],
    })
    const [one, other] = await Promise.all([desk.confirm(list), desk.confirm(list)])
    expect([one.round, other.round]).toEqual([1, 1])
    expect(await desk.made(list.id)).toMatchObject({ invited: 30, skipped: 0, ticked: 0 })
    expect(await desk.confirm(list)).toMatchObject({ state: 'made', round: 1, invited: 30 })
    expect(await desk.invitations()).toHaveLength(30)
  })

  it('is made once by two consumers at the same time', async ({ server, desk }) => {
    const list = await desk.read(people(120))
    await desk.confirm(list)
    await Promise.all([1, 2, 3].map(() => makeInvitations(server.deps, list.id)))
    expect((await desk.made(list.id)).invited).toBe(120)
    expect(await desk.invitations()).toHaveLength(120)
  })

  it('leaves nothing when it is forgotten', async ({ server, desk }) => {
    const list = await desk.read(people(3))
    await desk.recruiter.must('deleteInvitationImport', { params: { importId: list.id } })
    const left = await server.deps.db
      .selectFrom('invitation_import_rows')
      .select('line')
      .where('import_id', '=', list.id)
      .execute()
    expect(left).toEqual([])
    expect(await desk.invitations()).toEqual([])
    expect((await desk.recruiter.call('getInvitationImport', { params: { importId: list.id } })).status).toBe(
      404,
    )
  })

  it('is there again for whoever comes back, a hundred rows at a time', async ({ desk }) => {
    const list = await desk.read(people(205))
    const { imports } = await desk.recruiter.must('listInvitationImports')
    expect(imports.find(({ id }) => id === list.id)).toMatchObject({ state: 'draft', ticked: 205 })
    const page = await desk.recruiter.must('listImportRows', {
      params: { importId: list.id },
      query: { after: '200' },
    })
    expect(page).toMatchObject({ more: false, rows: { length: 5 } })
  })

  it('takes a file of bytes', async ({ desk }) => {
    const list = await desk.recruiter.must('createInvitationImport', {
      body: {
        positionId: desk.positionId,
        exerciseId: goExercise,
        source: { kind: 'file', base64: fixtures['windows-1252.csv'].toString('base64') },
      },
    })
    expect((await desk.rows(list.id)).map(({ names }) => names.written)).toEqual([
      'Jürgen Groß',
      'Renée Núñez',
    ])
  })

  it('cannot be read: says why', async ({ desk }) => {
    const answer = await desk.recruiter.call('createInvitationImport', {
      body: {
        positionId: desk.positionId,
        exerciseId: goExercise,
        source: { kind: 'text', text: 'nobody\0' },
      },
    })
    expect(answer).toMatchObject({ status: 422, error: { message: 'There is no mail address in it.' } })
  })
})

describe('thirty seconds after sending', () => {
  it('takes all back: no mail, no link, both in the audit, and the list is a draft again', async ({
    server,
    box,
    desk,
  }) => {
    const text = people(30)
    const isOurs = ({ to }: { to: string[] }) => text.includes(to[0] ?? 'nobody')
    const list = await desk.read(text)
    await desk.confirm(list)
    await desk.made(list.id)
    server.clock.advance(undoMs - 1_000)
    const undone = await desk.recruiter.must('undoImport', { params: { importId: list.id } })
    expect(undone).toMatchObject({ state: 'draft', ticked: 30, invited: 0, undoUntil: null })
    server.clock.advance(60_000)
    await sweepMails(server.deps)
    expect(await desk.invitations()).toEqual([])
    const links = await server.deps.db
      .selectFrom('mails')
      .innerJoin('invitations', 'invitations.id', 'mails.invitation_id')
      .select('mails.id')
      .where('position_id', '=', desk.positionId)
      .execute()
    expect(links).toEqual([])
    const audit = await server.deps.db
      .selectFrom('audit')
      .select('action')
      .where('subject', '=', `invitation_import:${list.id}`)
      .orderBy('id')
      .execute()
    expect(audit.map(({ action }) => action)).toEqual([
      'invitation-import-confirmed',
      'invitation-import-made',
      'invitation-import-undone',
    ])
    expect(box.mails.filter(isOurs)).toEqual([])
    // It can be sent again, as another round.
    await desk.confirm(undone)
    expect((await desk.made(list.id)).invited).toBe(30)
    server.clock.advance(undoMs)
    await sweepMails(server.deps)
    await eventually(async () => box.mails.filter(isOurs).length === 30)
  })

  it('with the page closed the mails go, and not before; links open from then on', async ({
    server,
    box,
    desk,
  }) => {
    const text = people(1)
    const address = /<(.+)>/.exec(text)?.[1] ?? ''
    const list = await desk.read(text)
    await desk.confirm(list)
    await desk.made(list.id)
    const [invitation] = await desk.invitations()
    const early = await desk.recruiter.must('renewInvitationLink', {
      params: { invitationId: invitation!.id },
    })
    const open = (link: string) =>
      server.visitor().call('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
    expect(await open(early.link)).toMatchObject({ status: 409, error: { code: 'link_not_open_yet' } })
    server.clock.advance(undoMs)
    await sweepMails(server.deps)
    const mail = await box.mail(/^Your coding exercise/, address)
    expect(await server.visitor().must('exchangeInvitationLink', { body: { token: tokenIn(mail) } })).toEqual(
      {
        invitationId: invitation!.id,
      },
    )
    const late = await desk.recruiter.call('undoImport', { params: { importId: list.id } })
    expect(late).toMatchObject({ status: 409, error: { code: 'too_late_to_undo' } })
  })
})

describe('what changes while somebody looks at the list', () => {
  it('a position that is closed, and ticks of another window: said, and nobody is invited', async ({
    desk,
  }) => {
    const list = await desk.read(people(2))
    const params = { importId: list.id }
    const other = { params: { ...params, rowNumber: '1' }, body: { ticked: false } }
    await desk.recruiter.must('changeImportRow', other)
    const stale = await desk.recruiter.call('confirmImport', { params, body: { round: 0, ticked: 2 } })
    expect(stale).toMatchObject({ status: 409, error: { code: 'list_changed' } })
    await desk.recruiter.must('closePosition', { params: { positionId: desk.positionId } })
    const closed = await desk.recruiter.call('confirmImport', { params, body: { round: 0, ticked: 1 } })
    expect(closed).toMatchObject({ status: 409, error: { code: 'position_closed' } })
    expect(await desk.invitations()).toEqual([])
  })

  it('somebody who was invited meanwhile is skipped with the reason, and stays ticked for a second try', async ({
    desk,
  }) => {
    const list = await desk.read('Ann Lee <ann@meanwhile.example>\nBob Ray <=bob@meanwhile.example>')
    await desk.recruiter.must('createInvitation', {
      body: {
        positionId: desk.positionId,
        exerciseId: goExercise,
        candidateName: 'Ann Lee',
        candidateEmail: 'ann@meanwhile.example',
      },
    })
    await desk.confirm(list)
    expect(await desk.made(list.id)).toMatchObject({ invited: 1, skipped: 1, ticked: 1 })
    const [ann] = await desk.rows(list.id)
    expect(ann).toMatchObject({
      outcome: 'skipped',
      ticked: true,
      outcomeReason: expect.stringContaining('since the list was read'),
    })
    const file = await desk.recruiter.must('getImportResult', { params: { importId: list.id } })
    expect(file.content).toContain("'=bob@meanwhile.example")
  })

  it('nobody is renamed without a tick, and the earlier name stays', async ({ server, desk }) => {
    const invite = async (text: string) => {
      const list = await desk.read(text)
      if (list.ticked > 0) {
        await desk.confirm(list)
        await desk.made(list.id)
      }
      return list
    }
    await invite('Jane Doe <jane@names.example>')
    const other = await server.position()
    const list = await desk.read('Janet Do <jane@names.example>', { positionId: other })
    expect(list).toMatchObject({ ticked: 0, counts: { other_name: 1 } })
    await desk.recruiter.must('changeImportRow', {
      params: { importId: list.id, rowNumber: '1' },
      body: { ticked: true },
    })
    await desk.confirm({ ...list, ticked: 1 })
    expect((await desk.made(list.id)).invited).toBe(1)
    const { invitations } = await desk.recruiter.must('listInvitations')
    const names = invitations
      .filter((row) => row.candidateEmail === 'jane@names.example')
      .map((row) => row.candidateName)
    expect(names.sort()).toEqual(['Jane Doe', 'Janet Do'])
  })
})
