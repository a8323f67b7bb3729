import { describe, expect } from 'vitest'
import { readZip } from '../../../server/workspaces/zip/read-zip.ts'
import { it } from '../../support/fixtures.ts'

describe('views of the board', () => {
  it('are kept by name for oneself or for everybody, renamed, opened with and forgotten', async ({
    server,
  }) => {
    const ada = await server.staff('recruiter')
    const ben = await server.staff('recruiter')
    const mine = await ada.must('createBoardView', { body: { name: ' Berlin ', query: 'stage=invited' } })
    expect(mine.views).toMatchObject([{ name: 'Berlin', owner: null, isShared: false, canChange: true }])
    const viewId = mine.views[0]?.id ?? ''
    expect((await ben.must('listBoardViews')).views).toEqual([])
    expect((await ben.call('changeBoardView', { params: { viewId }, body: { name: 'x' } })).status).toBe(404)
    const twice = await ada.call('createBoardView', { body: { name: 'BERLIN', query: '' } })
    expect(twice).toMatchObject({ status: 400, body: { error: { issues: [{ path: 'body.name' }] } } })

    await ada.must('changeBoardView', { params: { viewId }, body: { isShared: true, name: 'Everybody' } })
    const seen = await ben.must('setDefaultBoardView', { body: { viewId } })
    expect(seen.views).toMatchObject([
      { name: 'Everybody', canChange: false, isDefault: true, query: 'stage=invited' },
    ])
    expect((await ben.call('deleteBoardView', { params: { viewId } })).status).toBe(409)
    expect((await ada.must('listBoardViews')).views[0]?.isDefault).toBe(false)

    await ada.must('changeBoardView', { params: { viewId }, body: { isShared: false } })
    expect((await ben.must('listBoardViews')).views).toEqual([])
    expect((await ben.call('setDefaultBoardView', { body: { viewId } })).status).toBe(400)
    expect((await ada.must('deleteBoardView', { params: { viewId } })).views).toEqual([])
  })

  it('are no business of reviewers', async ({ server }) => {
    const reviewer = await server.staff('reviewer')
    expect((await reviewer.call('listBoardViews')).status).toBe(403)
  })
})

describe('notes about a candidate', () => {
  it('name who wrote, changed and deleted them, and the audit holds no word of them', async ({ server }) => {
    const { invitationId, visitor } = await server.candidate()
    const ada = await server.staff('recruiter')
    const ben = await server.staff('recruiter')
    const params = { invitationId }
    const secret = `calls back on Monday ${crypto.randomUUID()}`
    const { notes } = await ada.must('writeCandidateNote', { params, body: { words: secret } })
    const noteId = notes[0]?.id ?? ''
    const of = { params: { invitationId, noteId } }
    expect((await ben.must('listCandidateNotes', { params })).notes).toMatchObject([
      { words: secret, editedAt: null, canEdit: false, canDelete: false },
    ])
    expect((await ben.call('editCandidateNote', { ...of, body: { words: 'mine' } })).status).toBe(409)
    expect((await ben.call('deleteCandidateNote', of)).status).toBe(409)
    await ada.must('editCandidateNote', { ...of, body: { words: `${secret}!` } })

    const { zipBase64 } = await visitor.must('exportMyData', { params })
    const { files } = await readZip(Buffer.from(zipBase64, 'base64'))
    const exported = [...files].find(([path]) => path.endsWith('recruiter-notes.json'))?.[1]
    expect(exported).toContain(`${secret}!`)
    expect(JSON.stringify(await visitor.must('getInvitation', { params }))).not.toContain(secret)
    expect((await visitor.call('listCandidateNotes', { params })).status).toBe(401)
    const reviewer = await server.staff('reviewer')
    expect((await reviewer.call('listCandidateNotes', { params })).status).toBe(403)

    const left = await ada.must('deleteCandidateNote', of)
    expect(left.notes).toMatchObject([{ words: null, canEdit: false, canDelete: false }])
    expect(left.notes[0]?.deletedAt).not.toBeNull()
    const audit = await server.deps.db
      .selectFrom('audit')
      .select(['action', 'detail'])
      .where('subject', '=', `invitation:${invitationId}`)
      .where('action', 'like', 'note-%')
      .orderBy('id')
      .execute()
    expect(audit.map(({ action }) => action)).toEqual(['note-written', 'note-edited', 'note-deleted'])
    expect(JSON.stringify(audit)).not.toContain('Monday')
    expect((await ada.call('writeCandidateNote', { params, body: { words: '  ' } })).status).toBe(400)
  })
})
