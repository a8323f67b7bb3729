import { describe, expect, test } from 'vitest'
import { describeRaces } from '../../../workers/languages/go/describe-races.ts'
import { RaceReports } from '../../../workers/languages/go/race-reports.ts'

const edge = '='.repeat(18)
const frame = (name: string, file: string, line: number) => [`  ${name}()`, `      ${file}:${line} +0x44`]
const mine = (name: string, file: string, line: number) => frame(name, `/box/work/${file}`, line)
const library = frame('runtime.mapassign_faststr', '/usr/lib/go-1.24/src/runtime/map_swiss.go', 263)

/** As the detector writes it: two accesses with their stacks, then where their goroutines came from. */
function report(first: string[], second: string[], words = ['Write', 'Previous read']) {
  return [
    edge,
    'WARNING: DATA RACE',
    `${words[0]} at 0x00c000012345 by goroutine 8:`,
    ...first,
    '',
    `${words[1]} at 0x00c000012345 by main goroutine:`,
    ...second,
    '',
    'Goroutine 8 (running) created at:',
    ...mine('main.main', 'main.go', 99),
    edge,
  ]
}
function read(lines: string[], ownPaths = ['main.go', 'store/count.go']) {
  const reports = new RaceReports(ownPaths)
  for (const line of lines) reports.takeLine(line)
  reports.end()
  return reports
}
const add = mine('main.(*counter).add', 'store/count.go', 12)
const value = mine('main.main.func1', 'main.go', 30)

describe('a report of the race detector', () => {
  test('tells both accesses at the innermost place of the candidate’s own files', () => {
    const { races } = read(report([...library, ...add, ...value], value))
    expect(races).toEqual([
      {
        accesses: [
          { what: 'write', place: { path: 'store/count.go', line: 12, functionName: '(*counter).add' } },
          { what: 'read', place: { path: 'main.go', line: 30, functionName: 'main.func1' } },
        ],
      },
    ])
  })
  test('counts once, however often and whichever way round it comes', () => {
    const other = report(value, add, ['Read', 'Previous write'])
    expect(read([...report(add, value), ...report(add, value), ...other]).races).toHaveLength(1)
  })
  test('is understood between the program’s own lines, and when the program was stopped in it', () => {
    const lines = report(add, value).flatMap((line) => ['2026/01/01 12:00:00 GET /board', line])
    expect(read(lines).races).toHaveLength(1)
    expect(read(report(add, value).slice(0, 7)).races).toHaveLength(1)
  })
  test('may know no place: in the library alone, or when the stack was lost', () => {
    const lost = ['  [failed to restore the stack]']
    const [race] = read(report(library, lost, ['Atomic write', 'Previous atomic read'])).races
    expect(race?.accesses).toEqual([
      { what: 'atomic write', place: null },
      { what: 'atomic read', place: null },
    ])
  })
  test('never takes the place where a goroutine came from for the race', () => {
    const [race] = read(report(library, library)).races
    expect(race?.accesses.map(({ place }) => place)).toEqual([null, null])
  })
})

describe('a program that writes reports of its own', () => {
  test.each([
    ['nothing but its heading', ['WARNING: DATA RACE', edge]],
    ['one access', report(add, value).slice(0, 5)],
    ['no heading', report(add, value).slice(2)],
    ['a heading within a line', report(add, value).map((line) => `x ${line}`)],
    ['a line without an end', ['WARNING: DATA RACE', `Write at 0x${'0'.repeat(70_000)} by goroutine 1:`]],
    ['summaries', ['Found 3 data race(s)', 'exit status 66']],
  ])('has none with %s', (_title, lines) => {
    expect(read(lines).races).toEqual([])
  })
  test('names no file but the candidate’s own', () => {
    const elsewhere = ['/etc/passwd', '/box/work/../../etc/passwd', '/box/work/probes/checks.ts', 'main.go']
    const stack = elsewhere.flatMap((file) => frame('main.x', file, 1))
    expect(read(report(stack, stack)).races[0]?.accesses.map(({ place }) => place)).toEqual([null, null])
  })
  test('puts nothing on the card but what a function’s name can hold', () => {
    const nasty = 'main.<script>alert(1)</script>\u202e\u0007\u001b[31m' + 'a'.repeat(300)
    const { races } = read(report(mine(nasty, 'main.go', 1), value))
    const name = races[0]?.accesses[0].place?.functionName
    expect(name).toMatch(/^scriptalert\(1\)\/script\[31ma+$/)
    expect(name).toHaveLength(60)
  })
  test('fills neither memory nor the card', () => {
    const ownPaths = Array.from({ length: 5_000 }, (_, index) => `${'long/'.repeat(60)}${index}.go`)
    const lines = ownPaths.flatMap((path) => report(mine('main.f', path, 1), mine('main.g', path, 2)))
    const reports = read(lines, ownPaths)
    expect(reports.races).toHaveLength(100)
    const text = describeRaces(reports)
    expect(text).toMatch(/^More than 100 different data races: 1\) a write at …/)
    expect(text.length).toBeLessThanOrEqual(1_800)
  })
})

describe('on a card', () => {
  test('one race is a sentence', () => {
    expect(describeRaces(read(report(add, value)))).toBe(
      '1 data race: a write at store/count.go:12 in (*counter).add, and a read at main.go:30 in main.func1.',
    )
  })
  test('the first four of many are told, and how many there are', () => {
    const lines = [1, 2, 3, 4, 5, 6].flatMap((line) => report(mine('main.f', 'main.go', line), library))
    const text = describeRaces(read(lines))
    expect(text).toMatch(/^6 different data races: 1\) a write at main\.go:1 in f, and a read outside of/)
    expect(text).toMatch(/4\) a write at main\.go:4 .*; and 2 more\.$/)
  })
  test('a path that turns the direction of text is shown without', () => {
    const path = 'a\u202eb.go'
    expect(describeRaces(read(report(mine('main.f', path, 1), value), [path, 'main.go']))).not.toContain(
      '\u202e',
    )
  })
})
