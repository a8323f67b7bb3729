import { describe, expect, test } from 'vitest'
import { judgeGraded, judgeVisible } from '../../../workers/runs/verdict.ts'
import type { ProberReport } from '../../../workers/runs/prober-frames.ts'
import type { BoxEnd } from '../../../workers/sandbox/sandbox.ts'

const limits = { wallMs: 10_000, memoryMiB: 256, pids: 64, outputKiB: 32 }
const end = (changes: Partial<BoxEnd> = {}): BoxEnd => ({
  endedBy: 'itself',
  exitCode: 0,
  isOutOfMemory: false,
  durationMs: 5,
  ...changes,
})
const testsOf = (...statuses: ('passed' | 'failed' | 'skipped')[]) =>
  statuses.map((status, index) => ({ name: `t${index}`, suite: '', status, durationMs: 1, message: '' }))

describe('a visible run', () => {
  test.each([
    ['all pass', end(), testsOf('passed', 'passed'), 'passed', 'All 2 tests passed.'],
    ['some fail', end({ exitCode: 1 }), testsOf('passed', 'failed'), 'failed', '1 of 2 tests failed.'],
    ['a failure outweighs exit code 0', end(), testsOf('failed'), 'failed', '1 of 1 test failed.'],
    ['only skipped ones', end(), testsOf('skipped'), 'no_tests', 'No test was found or run.'],
    ['none', end(), [], 'no_tests', 'No test was found or run.'],
    [
      'the compiler refused',
      end({ exitCode: 97 }),
      [],
      'compile_error',
      'The code does not compile; the output says where.',
    ],
    [
      'a bad end',
      end({ exitCode: 139 }),
      [],
      'crashed',
      'The tests ended before any test had finished (killed by signal 11).',
    ],
    [
      'a bad end after a pass',
      end({ exitCode: 2 }),
      testsOf('passed'),
      'crashed',
      'The tests ended after 1 test (exit code 2).',
    ],
    [
      'the wall',
      end({ endedBy: 'wall', exitCode: 137 }),
      testsOf('passed'),
      'timed_out',
      'Still running at the time limit of 10 s.',
    ],
    [
      'the output',
      end({ endedBy: 'output', exitCode: 137 }),
      [],
      'output_exceeded',
      'More was printed than the limit of 32 KiB.',
    ],
    [
      'memory, though the exit code is 0',
      end({ isOutOfMemory: true }),
      testsOf('passed'),
      'memory_exceeded',
      'More memory was needed than the limit of 256 MiB.',
    ],
    [
      'memory before the wall',
      end({ isOutOfMemory: true, endedBy: 'wall' }),
      [],
      'memory_exceeded',
      'More memory was needed than the limit of 256 MiB.',
    ],
  ] as const)('%s', (_title, boxEnd, tests, verdict, cause) => {
    const report = { tests: [...tests], hasBuildFailure: false }
    expect(judgeVisible({ end: boxEnd, report, limits })).toEqual({ verdict, cause })
  })

  test('a build failure in one package outweighs passes in others', () => {
    const report = { tests: testsOf('passed'), hasBuildFailure: true }
    expect(judgeVisible({ end: end({ exitCode: 1 }), report, limits }).verdict).toBe('compile_error')
  })
})

describe('a graded run', () => {
  const card = (passed: boolean) => ({
    checkId: 'a',
    title: 't',
    expected: 'e',
    seen: 's',
    passed,
    durationMs: 1,
    timeline: [],
  })
  const word = (changes: Partial<ProberReport> = {}): ProberReport => ({
    isReady: true,
    neverReady: null,
    cards: [card(true)],
    fault: null,
    ...changes,
  })
  const judge = (changes: { candidateEnd?: BoxEnd | null; proberEnd?: BoxEnd; word?: ProberReport }) =>
    judgeGraded({
      candidateEnd: null,
      proberEnd: end(),
      word: word(),
      limits,
      optionalCheckIds: [],
      ...changes,
    })

  test.each([
    ['every check passes', {}, 'passed'],
    ['one check fails', { word: word({ cards: [card(false)] }) }, 'failed'],
    [
      'the program never listened',
      { word: word({ isReady: false, neverReady: 'Nothing listened.' }) },
      'timed_out',
    ],
    [
      'it does not compile',
      { candidateEnd: end({ exitCode: 97 }), word: word({ isReady: false, fault: 'no end' }) },
      'compile_error',
    ],
    ['it pretends so while probed', { candidateEnd: end({ exitCode: 97 }) }, 'crashed'],
    ['it ends with 0 while probed', { candidateEnd: end() }, 'crashed'],
    ['it pretends that the box failed', { candidateEnd: end({ exitCode: 125 }) }, 'crashed'],
    ['it met its memory limit', { candidateEnd: end({ isOutOfMemory: true }) }, 'memory_exceeded'],
    [
      'it met its time limit',
      { candidateEnd: end({ endedBy: 'wall' }), word: word({ fault: 'no end' }) },
      'timed_out',
    ],
  ] as const)('%s', (_title, facts, verdict) => {
    expect(judge(facts)).toMatchObject({ verdict })
  })

  test.each([
    [
      [true, true],
      'passed',
      'All 1 required check saw the expected behaviour. Of the optional ones, 1 of 1 did.',
    ],
    [
      [true, false],
      'passed',
      'All 1 required check saw the expected behaviour. Of the optional ones, 0 of 1 did.',
    ],
    [[false, true], 'failed', '1 of 1 required check did not see the expected behaviour.'],
  ] as const)('required and optional checks that passed: %j', ([required, optional], verdict, cause) => {
    const cards = [card(required), { ...card(optional), checkId: 'extra' }]
    const facts = { candidateEnd: null, proberEnd: end(), word: word({ cards }), limits }
    expect(judgeGraded({ ...facts, optionalCheckIds: ['extra'] })).toEqual({ verdict, cause })
  })

  test.each([
    ['a faulty report', { word: word({ fault: 'the last frame is missing' }) }],
    ['a prober that crashed', { proberEnd: end({ exitCode: 1 }) }],
    ['a prober out of memory', { proberEnd: end({ isOutOfMemory: true }) }],
    ['a prober out of time', { proberEnd: end({ endedBy: 'wall' }) }],
  ] as const)('%s is our failure', (_title, facts) => {
    expect(judge(facts)).toHaveProperty('platformError')
  })
})
