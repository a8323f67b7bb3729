import { parseArgs } from 'node:util'
import { isRunnable, type CorpusCase, type RunnableCase } from './case-file.ts'

export interface Arguments {
  quick: boolean
  json: boolean
  /** Numbers or beginnings of names; empty means all. */
  only: string[]
}

export const usage = `fairtime corpus [--quick] [--only 26,27,58-hunts] [--json]
  --quick   only the cases that are marked quick, less than a minute in all
  --only    only the cases with these numbers, or whose names begin so
  --json    one JSON document on standard output, progress on standard error`

/** Answers with null for words that are not understood. */
export function readArguments(words: string[]): Arguments | null {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
      },
    })
    const only = values.only.split(',').filter((word) => word !== '')
    return { quick: values.quick, json: values.json, only }
  } catch {
    return null
  }
}

export function chooseCases(all: readonly CorpusCase[], wanted: Arguments): RunnableCase[] {
  const isNamed = (one: CorpusCase) =>
    wanted.only.length === 0 ||
    wanted.only.some((word) =>
      /^\d+$/.test(word) ? one.expect.number === Number(word) : one.name.startsWith(word),
    )
  return all.filter(isRunnable).filter((one) => isNamed(one) && (!wanted.quick || one.expect.quick))
}
