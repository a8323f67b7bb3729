import { existsSync, readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Check } from '#prober/check.ts'
import { judgeTexts } from '../../cli/exercise/judging/judge-texts.ts'
import { readExercise } from '../../cli/exercise/reading/read-exercise.ts'
import { exerciseIds, manifestOf, mutantsOf, pathIn, textIn } from './read-exercise.ts'

describe.each(exerciseIds)('%s', (id) => {
  test('the manifest keeps the contract and carries the name of its folder', () => {
    expect(manifestOf(id).id).toBe(id)
  })

  test('the probes are the declared checks, in that order and under those titles', async () => {
    const { checks }: { checks: Check[] } = await import(pathToFileURL(pathIn(id, 'probes/checks.ts')).href)
    const declared = manifestOf(id)
      .checks.filter((check) => !check.raceDetector)
      .map((check) => ({ id: check.id, title: check.title }))
    expect(checks.map((check) => ({ id: check.id, title: check.title }))).toEqual(declared)
    for (const check of checks) expect(check.expected.length, check.id).toBeLessThanOrEqual(500)
  })

  test('all checks together fit into the graded time, whatever each of them takes', async () => {
    const { checks }: { checks: Check[] } = await import(pathToFileURL(pathIn(id, 'probes/checks.ts')).href)
    const longestMs = checks.reduce((sum, check) => sum + (check.capMs ?? 5_000), 60_000)
    expect(longestMs).toBeLessThan(manifestOf(id).limits.graded.wallMs)
  })

  test('a check takes 5 s at most, or says in a sentence why it needs longer', async () => {
    const { checks }: { checks: Check[] } = await import(pathToFileURL(pathIn(id, 'probes/checks.ts')).href)
    const longer = checks.filter((check) => check.capMs !== undefined && check.capMs > 5_000)
    for (const check of longer) expect(check.capMs && check.capReason, check.id).toMatch(/^[A-Z].{20,}\.$/)
    expect(longer.length).toBeLessThan(checks.length / 4)
  })

  test('the texts are whole: every criterion named, every point checked, every check shown to be able to fail', async () => {
    const exercise = await readExercise(pathIn(id))
    expect('findings' in exercise ? exercise.findings : judgeTexts(exercise)).toEqual([])
  })

  test('only what the instructions call stretch is optional, and what a race detector says', () => {
    for (const { title, optional, raceDetector } of manifestOf(id).checks)
      expect(title.startsWith('Stretch') || raceDetector).toBe(optional)
  })

  test('every criterion that candidates are shown is used, by a check or by a person', () => {
    const { criteria, checks, rubric } = manifestOf(id)
    const used = new Set([...checks, ...rubric].map((item) => item.criterion))
    expect(criteria.filter((criterion) => !used.has(criterion.id))).toEqual([])
  })

  test('rubric levels go from one to four', () => {
    for (const item of manifestOf(id).rubric) {
      expect(
        item.levels.map((level) => level.score),
        item.id,
      ).toEqual([1, 2, 3, 4])
    }
  })

  test('starter and solution have what is needed, and the entry file is in both', () => {
    for (const folder of ['starter', 'solution']) {
      expect(existsSync(pathIn(id, folder, manifestOf(id).entryFile))).toBe(true)
      expect(existsSync(pathIn(id, folder, 'README.md'))).toBe(true)
    }
  })

  test('the solution still carries the visible tests as they are handed out', () => {
    const visible = readdirSync(pathIn(id, 'starter'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /[._]test\.|fake-/.test(name),
    )
    expect(visible).not.toEqual([])
    for (const name of visible) expect(textIn(id, 'solution', name), name).toBe(textIn(id, 'starter', name))
  })

  test('the overview gives no detail away', () => {
    const overview = textIn(id, 'overview.md')
    const paths = [...textIn(id, 'instructions.md').matchAll(/(?:GET|POST) (?:\{UPSTREAM_URL\})?(\/[a-z]+)/g)]
    expect(paths.length).toBeGreaterThan(2)
    for (const [, path = ''] of paths) expect(overview).not.toContain(path)
    expect(overview).not.toMatch(/\b(429|503|Retry-After|Idempotency)\b/i)
  })

  test('mutants name checks that exist', () => {
    const known = manifestOf(id).checks.map((check) => check.id)
    const mutants = mutantsOf(id)
    expect(mutants.length).toBeGreaterThanOrEqual(10)
    for (const mutant of mutants) expect(known, mutant.name).toEqual(expect.arrayContaining(mutant.mustFail))
  })
})
