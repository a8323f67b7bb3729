import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadExercises } from '../../../server/exercises/load-exercises.ts'
import {
  goExercise,
  startTestServer,
  typescriptExercise,
  type TestServer,
} from '../../support/server/test-server.ts'

let server: TestServer
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairtime-exercises-'))
  await cp(join('exercises', goExercise), join(folder, goExercise), { recursive: true })
  await cp(join('exercises', typescriptExercise), join(folder, typescriptExercise), { recursive: true })
  await rm(join(folder, typescriptExercise, 'instructions.md'))
  server = await startTestServer({ exercisesDir: folder })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

const edit = async (file: string, change: (text: string) => string) => {
  const path = join(folder, goExercise, file)
  await writeFile(path, change(await readFile(path, 'utf8')))
}
const reload = () => loadExercises(server.deps, server.clock.current)

describe('loading exercises', () => {
  it('starts without a broken folder and tells staff which file is wrong', async () => {
    const author = await server.staff('author')
    const { exercises, problems } = await author.must('listExercises')
    expect(exercises.map((exercise) => exercise.id)).toEqual([goExercise])
    expect(problems).toEqual([
      {
        folder: typescriptExercise,
        file: 'instructions.md',
        line: null,
        reason: expect.stringContaining('missing'),
      },
    ])
  })

  it('replaces a version that nobody was invited to, and refuses to once somebody was', async () => {
    await edit('overview.md', (text) => `${text}\nOne more line.\n`)
    expect((await reload()).filter((problem) => problem.folder === goExercise)).toEqual([])

    const { visitor, invitationId } = await server.candidate()
    expect(
      (await visitor.must('getInvitation', { params: { invitationId } })).exercises[0]?.overview,
    ).toContain('One more line.')

    await edit('overview.md', (text) => text.replace('One more line.', 'Another line.'))
    expect(await reload()).toContainEqual(
      expect.objectContaining({ folder: goExercise, reason: expect.stringContaining('raise the number') }),
    )
    expect(
      (await visitor.must('getInvitation', { params: { invitationId } })).exercises[0]?.overview,
    ).toContain('One more line.')

    await edit('exercise.yml', (text) => text.replace(/^version: .*/m, 'version: 9.0.0'))
    expect((await reload()).filter((problem) => problem.folder === goExercise)).toEqual([])
    const later = await server.candidate()
    const overview = (
      await later.visitor.must('getInvitation', { params: { invitationId: later.invitationId } })
    ).exercises[0]?.overview
    expect(overview).toContain('Another line.')
    expect(
      (await visitor.must('getInvitation', { params: { invitationId } })).exercises[0]?.overview,
    ).toContain('One more line.')
  })
})
