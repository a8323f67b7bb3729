import { resolve } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

/** Reads the one thing that a command is about, and its options, strictly. */
export function readArguments<T extends Options>(options: T, usage: string) {
  const { from, words } = splitFrom(process.argv.slice(2))
  const { values, positionals } = parseOrExplain({ options, words }, usage)
  const [first, ...more] = positionals
  if (first === undefined || more.length > 0) throw new Error(usage)
  return { first, values, path: (text: string) => resolve(from, text) }
}

/** Set-up runs in the checkout; paths count from where the person stands, which the dispatcher says first. */
function splitFrom(words: string[]): { from: string; words: string[] } {
  const [flag, folder, ...rest] = words
  return flag === '--from' && folder !== undefined
    ? { from: folder, words: rest }
    : { from: process.cwd(), words }
}

function parseOrExplain<T extends Options>(
  { options, words }: { options: T; words: string[] },
  usage: string,
) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

export function readCount(text: string | undefined, name: string, usual: number): number {
  if (text === undefined) return usual
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new Error(`--${name} takes a number from 1 to 999; "${text}" is none.`)
}
