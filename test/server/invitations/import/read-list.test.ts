import { describe, expect, it } from 'vitest'
import { describeReading } from '../../../../server/invitations/import/reading/describe-reading.ts'
import { readListFile, readListText } from '../../../../server/invitations/import/reading/read-list.ts'
import { sortRows } from '../../../../server/invitations/import/sort-rows.ts'
import type { KnownPerson } from '../../../../server/invitations/import/sorted-row.ts'
import { fixtures } from './fixtures.ts'

const now = new Date('2026-11-28T08:00:00Z')
const context = {
  positionId: 'platform',
  exercises: [
    { id: 'go-board', title: 'Harbour board', language: 'go', durationMinutes: 120 },
    { id: 'ts-lab', title: 'Seed lab', language: 'typescript', durationMinutes: 90 },
  ],
  exerciseId: 'go-board',
  zone: 'Europe/Berlin',
  now,
  scheduleBy: null,
  takeBy: new Date('2027-04-12T21:59:00Z'),
  known: [] as KnownPerson[],
  describeDay: (at: Date) => at.toISOString().slice(0, 10),
}

function preview(bytes: Uint8Array): string[] {
  const list = readListFile(bytes)
  if ('problem' in list) return [`refused: ${list.problem}`]
  const rows = sortRows(list, context)
  const shown = rows.slice(0, 8).map((row) => {
    const start =
      row.appointmentAt === null ? '' : `${row.appointmentAt.toISOString()} ${row.appointmentZone}`
    const readings = row.readings.map(({ label }) => label).join(' or ')
    const name = row.name.written.length > 60 ? `${row.name.written.slice(0, 20)}…` : row.name.written
    const why = row.problem === null ? row.notes.join(' ') : `${row.problem.reason} ${row.problem.next}`
    const cells = [
      row.line,
      row.status,
      name,
      row.name.turned ?? '',
      row.email,
      start,
      row.extraTimeFactor,
      why,
      readings,
    ]
    return `  ${row.ticked ? '[x]' : '[ ]'} ${cells.join(' | ')}`
  })
  return [...describeReading(list), ...shown, ...(rows.length > 8 ? [`  … ${rows.length} rows`] : [])]
}

describe('the preview of a list', () => {
  it('equals the golden table, file by file', async () => {
    expect(Object.keys(fixtures).length).toBeGreaterThanOrEqual(24)
    const tables = Object.entries(fixtures).map(([name, bytes]) =>
      [`== ${name}`, ...preview(bytes)].join('\n'),
    )
    await expect(`${tables.join('\n\n')}\n`).toMatchFileSnapshot('./golden.txt')
  })

  it('is the same for a text that is pasted as for the file that holds it', () => {
    for (const name of ['plain.csv', 'one-cell-list.csv', 'no-header.txt', 'lone-cr.csv'] as const)
      expect(readListText(fixtures[name].toString('utf8'))).toEqual(readListFile(fixtures[name]))
  })
})

const read = (text: string) => {
  const list = readListText(text)
  return 'problem' in list ? list.problem : list.rows.map(({ name, email }) => `${name} <${email}>`)
}

describe('addresses as they are pasted', () => {
  it.each([
    ['jane@list.example', [' <jane@list.example>']],
    ['<jane@list.example>;', [' <jane@list.example>']],
    ['mailto:jane@list.example', [' <jane@list.example>']],
    [
      'Doe, Jane <jane@list.example>; Roe, Rick <rick@list.example>',
      ['Doe, Jane <jane@list.example>', 'Roe, Rick <rick@list.example>'],
    ],
    [
      '"Doe, Jane" <jane@list.example>, rick@list.example (Rick Roe)',
      ['Doe, Jane <jane@list.example>', 'Rick Roe <rick@list.example>'],
    ],
    [
      'Team: jane@list.example, Rick <rick@list.example>;',
      [' <jane@list.example>', 'Rick <rick@list.example>'],
    ],
    [
      '\u200bjane@list.example\u200b\n\n rick@list.example \t',
      [' <jane@list.example>', ' <rick@list.example>'],
    ],
    ["'jane@list.example' <jane@list.example>", [' <jane@list.example>']],
    [
      'a@list.example,b@list.example\nc@list.example,d@list.example',
      [' <a@list.example>', ' <b@list.example>', ' <c@list.example>', ' <d@list.example>'],
    ],
  ])('%j', (text, people) => {
    expect(read(text)).toEqual(people)
  })

  it.each([
    'Doe, Jane <jane@list.example>\nRick Roe <rick@list.example>; Ann Lee <ann@list.example>\nBob <bob@list.example>',
    'jane@list.example\nrick@list.example; ann@list.example\nbob@list.example',
    'jane@list.example\nrick@list.example, ann@list.example\nbob@list.example\nnobody at all',
  ])('several in one line among lines of one: %j', (text) => {
    expect(read(text)).toEqual(expect.arrayContaining([expect.stringContaining('<ann@list.example>')]))
  })

  it('keeps what is none as a row that says so', () => {
    const list = readListText('jane@list.example, rick@list.example, nobody at all')
    if ('problem' in list) throw new Error(list.problem)
    expect(list.rows.map(({ problem }) => problem)).toEqual([
      null,
      null,
      expect.stringContaining('no mail address'),
    ])
  })
})

describe('bounds of a list', () => {
  it('says how many rows can be invited at once', () => {
    const lines = Array.from({ length: 10_001 }, (_, at) => `p${at}@list.example`)
    expect(read(lines.join('\n'))).toBe(
      'The list has 10,001 rows; 10,000 can be invited at once. Split it and import the parts one after the other.',
    )
  })

  it.each([
    ['', 'The list is empty.'],
    ['  \n\t', 'The list is empty.'],
    ['name,email\nJane,none', 'There is no mail address in it.'],
  ])('refuses %j', (text, words) => expect(read(text)).toBe(words))

  it('refuses what is no text, and says what to do', () => {
    expect(readListFile(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).toEqual({
      problem: 'This is an Excel or zip file, not a list in text. Save it as CSV and choose that file.',
    })
    expect(readListFile(Buffer.alloc(5 * 1024 * 1024, 'a'))).toEqual({
      problem: 'The file is larger than 4 MB. Split it in two.',
    })
  })

  it.each([
    ['spaces', ' '.repeat(1_000_000)],
    ['commas', ','.repeat(1_000_000)],
    ['quotes', '"'.repeat(1_000_000)],
    ['brackets', '<('.repeat(500_000)],
    ['signs', '@'.repeat(1_000_000)],
    ['a header and spaces', `name,email\n${' a'.repeat(500_000)},a@list.example`],
  ])('ends for a million %s', (_, text) => {
    expect(readListText(text)).toBeDefined()
  })
})

describe('what is known of the people of a list', () => {
  const earlier = (more: object) => ({
    positionId: 'other',
    positionTitle: 'Backend',
    exerciseTitle: 'Harbour board',
    createdAt: new Date('2026-05-01T08:00:00Z'),
    startedAt: null,
    state: 'ran out',
    ...more,
  })
  const person = (email: string, ...invitations: KnownPerson['invitations'][number][]): KnownPerson => ({
    email,
    name: 'Jane Doe',
    names: ['Jane Doe'],
    invitations,
  })
  const sort = (text: string, ...known: KnownPerson[]) => {
    const list = readListText(text)
    if ('problem' in list) throw new Error(list.problem)
    return sortRows(list, { ...context, known }).map(({ status, ticked, notes, name }) => ({
      status,
      ticked,
      notes,
      name,
    }))
  }

  it('says who is invited already, when, and where that stands; re-inviting is a choice', () => {
    const known = person('jane@list.example', earlier({ positionId: 'platform', state: 'not opened yet' }))
    expect(sort('Jane Doe <Jane@list.example>', known)).toMatchObject([
      {
        status: 'already_invited',
        ticked: false,
        notes: ['Invited for this position on 2026-05-01: not opened yet.'],
      },
    ])
  })

  it('renames nobody without a tick', () => {
    const [row] = sort('Janet Doe <jane@list.example>', person('jane@list.example', earlier({})))
    expect(row).toMatchObject({ status: 'other_name', ticked: false, notes: ['Known as Jane Doe so far.'] })
    expect(row?.name.known).toBe('Jane Doe')
  })

  it('says what somebody took before', () => {
    const known = person('jane@list.example', earlier({ startedAt: new Date('2026-05-03T08:00:00Z') }))
    expect(sort('Jane Doe <jane@list.example>', known)).toMatchObject([
      { status: 'took_before', ticked: false, notes: ['Took "Harbour board" for Backend on 2026-05-03.'] },
    ])
  })

  it('greets somebody known by the known name where the list has none', () => {
    const [row] = sort('jane@list.example\nrick.roe@list.example', person('jane@list.example', earlier({})))
    expect(row).toMatchObject({ status: 'new', name: { written: 'Jane Doe' } })
    expect(sort('rick.roe@list.example')).toMatchObject([
      { status: 'new', ticked: false, notes: ['Without a name: the mail would begin "Hello rick.roe".'] },
    ])
  })

  it('warns of an address that may be known under another spelling', () => {
    expect(
      sort('Jane Doe <janedoe@gmail.com>', person('jane.doe@googlemail.com', earlier({}))),
    ).toMatchObject([
      { status: 'new', notes: ['May be Jane Doe (jane.doe@googlemail.com), who was invited before.'] },
    ])
  })
})
