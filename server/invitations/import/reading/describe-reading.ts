import type { ReadList } from './read-list.ts'

const encodings = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252 (Western European)',
} as const
const delimiterWords: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
}

/** How a list was read, in sentences for whoever has to see whether that was right. */
export function describeReading(list: ReadList): string[] {
  const { rows, columns, headings, encoding, proof } = list
  const sentences: string[] = []
  const count = `${rows.length.toLocaleString('en')} row${rows.length === 1 ? '' : 's'}`
  if (list.form === 'addresses') sentences.push(`${count}, read as a list of addresses.`)
  else {
    const delimiter = delimiterWords[list.delimiter ?? ''] ?? `"${list.delimiter}"`
    const width = columns.length === 1 ? '1 column' : `${columns.length} columns, separated by ${delimiter}`
    sentences.push(`${count} in ${width}: ${columns.join(', ')}.`)
    const first = headings === null ? null : headings.map((each) => each.slice(0, 40)).join(', ')
    sentences.push(first === null ? 'No headings.' : `The first row was taken for headings: ${first}.`)
  }
  if (encoding !== 'utf-8') {
    const shown = proof === null ? '' : ` Look whether this name is right: ${proof}.`
    sentences.push(`The letters were read as ${encodings[encoding]}.${shown}`)
  }
  return sentences
}
