import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readExerciseFolder } from '../../../server/exercises/read-folder.ts'
import { goExercise } from '../../support/server/test-server.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairtime-exercise-'))
  await cp(join('exercises', goExercise), folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

const editManifest = async (edit: (text: string) => string) => {
  const file = join(folder, 'exercise.yml')
  await writeFile(file, edit(await readFile(file, 'utf8')))
}
const read = () => readExerciseFolder(folder, goExercise)

describe('reading an exercise folder', () => {
  it('takes what is whole, and hashes all of it', async () => {
    const first = await read()
    expect(first).toMatchObject({
      manifest: { id: goExercise },
      contentSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    await writeFile(join(folder, 'probes', 'extra.ts'), '// a change anywhere is another content\n')
    const second = await read()
    expect(
      'contentSha256' in second && 'contentSha256' in first && second.contentSha256 !== first.contentSha256,
    ).toBe(true)
  })

  it('names the line of a value that breaks the manifest', async () => {
    await editManifest((text) => text.replace(/durationMinutes: .*/, 'durationMinutes: soon'))
    const lines = (await readFile(join(folder, 'exercise.yml'), 'utf8')).split('\n')
    const line = lines.findIndex((text) => text.startsWith('durationMinutes')) + 1
    expect(await read()).toEqual({
      folder: goExercise,
      file: 'exercise.yml',
      line,
      reason: expect.stringContaining('durationMinutes'),
    })
  })

  it('names the line where the file stops being YAML', async () => {
    await editManifest((text) => `${text}\n  : [`)
    expect(await read()).toMatchObject({ file: 'exercise.yml', line: expect.any(Number) })
  })

  it('refuses a check that is tied to no criterion that candidates see', async () => {
    await editManifest((text) => text.replace(/(\nchecks:[\s\S]*?criterion: )[a-z-]+/, '$1secret'))
    expect(await read()).toMatchObject({ reason: expect.stringContaining('not among the criteria') })
  })

  it.each([
    ['overview.md', 'overview.md'],
    ['starter', 'starter'],
    ['probes/checks.ts', 'probes/checks.ts'],
  ])('says that %s is missing', async (path, file) => {
    await rm(join(folder, path), { recursive: true })
    expect(await read()).toMatchObject({ file, reason: expect.stringMatching(/missing|empty/) })
  })

  it('refuses a link among the starter files', async () => {
    await symlink('/etc/passwd', join(folder, 'starter', 'passwd'))
    expect(await read()).toMatchObject({ file: 'starter/passwd', reason: 'only plain files may stand here' })
  })

  it('refuses a folder that has another name than the exercise', async () => {
    expect(await readExerciseFolder(folder, 'other')).toMatchObject({ file: 'exercise.yml', line: 1 })
  })
})
