import { describe, expect, it } from 'vitest'
import { deniedWordInName, deniedWordInText } from '../../../scripts/check/denied-words.ts'
import { findLayoutFaults } from '../../../scripts/check/layout.ts'

const files = (folder: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${folder}/file-${index}.ts`)

describe('the layout', () => {
  it('takes fifteen files in a folder, and says of the sixteenth where to put it', () => {
    expect(findLayoutFaults(files('server/runs', 15))).toEqual([])
    expect(findLayoutFaults(files('server/runs', 16))).toEqual([
      'server/runs: 16 files, and a folder holds at most 15. Put those that belong together into a folder of their own below it.',
    ])
  })

  it('counts a folder without those below it, and lists of data not at all', () => {
    expect(findLayoutFaults([...files('server/runs', 10), ...files('server/runs/queue', 10)])).toEqual([])
    expect(findLayoutFaults(files('server/db/migrations', 40))).toEqual([])
    expect(findLayoutFaults(files('test/sandbox/corpus/26-output', 40))).toEqual([])
  })

  it('finds a word of no field in the name of a file', () => {
    expect(findLayoutFaults(['client/features/sitting-page.tsx'])).toEqual([
      'client/features/sitting-page.tsx: "sitting" is not a term of the field: say attempt.',
    ])
  })
})

describe('words', () => {
  it.each([
    ['startSitting', 'sitting'],
    ['sayGoodBye', 'goodbye'],
    ['DOORBELL', 'doorbell'],
    ['keptApart', 'keptapart'],
    ['wishes', 'wish'],
    ['handedInReviews', 'handedin'],
  ])('%s is denied', (name, word) => expect(deniedWordInName(name)?.word).toBe(word))

  it.each(['shouse', 'relishes', 'greenhouses', 'constructor', 'visiting', 'seatbelt', 'trunk'])(
    '%s is another word',
    (name) => expect(deniedWordInName(name)).toBeNull(),
  )

  it('plain English is good in a sentence and says too little in a name', () => {
    expect(deniedWordInText('what was kept apart has not given up')).toBeNull()
    expect(deniedWordInText('a candidate in their sitting')?.instead).toBe('attempt')
  })
})
