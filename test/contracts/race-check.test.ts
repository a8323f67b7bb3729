import { describe, expect, test } from 'vitest'
import { exerciseManifestSchema, shareOutChecks } from '#contracts/exercise-manifest.ts'
import { manifestOf } from '../exercises/read-exercise.ts'

const sound = manifestOf('go-harbour-board')
const [first, second, ...others] = sound.checks
const faultsOf = (changes: object) => {
  const parsed = exerciseManifestSchema.safeParse({ ...sound, ...changes })
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => [path.join('.'), message])
}

describe('the check of a race detector', () => {
  test('is optional, whether or not its author says so', () => {
    const { optional } = sound.checks.find((check) => check.raceDetector) ?? {}
    expect(optional).toBe(true)
  })
  test('is for languages that have one', () => {
    expect(faultsOf({ language: 'typescript' })).toEqual([
      ['checks.13.raceDetector', 'TypeScript has no race detector'],
    ])
  })
  test('is one at most', () => {
    const checks = [{ ...first, raceDetector: true }, second, ...others]
    expect(faultsOf({ checks })).toEqual([
      ['checks.13.raceDetector', expect.stringMatching('one check of this kind is enough')],
    ])
  })
  test('is no business of the prober', () => {
    const shares = shareOutChecks(sound.checks)
    expect(shares.checkIds).toHaveLength(sound.checks.length - 1)
    expect(shares.optionalCheckIds).toEqual(['shared-board'])
    expect(shares.raceCheck?.id).toBe('no-data-race')
  })
  test('is not missed in versions that were stored before there was one', () => {
    const stored = [{ id: 'a', title: 'A' }]
    expect(shareOutChecks(stored)).toEqual({ checkIds: ['a'], optionalCheckIds: [] })
  })
})
