/** Words of a private dialect, each with the term of the field that a stranger would search for. */
const dialect: Readonly<Record<string, string>> = {
  sitting: 'attempt',
  house: 'installation',
  doorbell: 'job queue',
  unring: 'cancel',
  goodbye: 'graceful close',
  farewell: 'graceful close',
  crowd: 'load test',
  failforus: 'record platform error',
  handin: 'submit',
  handedin: 'submitted',
  handsin: 'submits',
}

/** Plain English that says too little in an identifier; in a sentence it is good. */
const vagueInNames: Readonly<Record<string, string>> = {
  rung: 'queued',
  keptapart: 'conflict copy, or late write',
  keepapart: 'conflict copy, or late write',
  leftover: 'unsent save, or OS metadata file',
  seat: 'UID slot, or seeded candidate',
  shelf: 'warm inventory',
  wish: 'request, subscription, or accommodation kind',
  givenup: 'platform error result',
  standback: 'wait until idle',
}

interface DeniedWord {
  word: string
  instead: string
}

/** The first word of a private dialect in a sentence, with what to say instead; or null. */
export const deniedWordInText = (text: string): DeniedWord | null => findWord(text, dialect)

/** The same for a name in camel or kebab case, where vague words are denied too. */
export const deniedWordInName = (name: string): DeniedWord | null =>
  findWord(name, { ...dialect, ...vagueInNames })

const longestInParts = 3

function findWord(text: string, denied: Readonly<Record<string, string>>): DeniedWord | null {
  const parts = text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
  for (let from = 0; from < parts.length; from++)
    for (let to = from + 1; to <= Math.min(from + longestInParts, parts.length); to++) {
      const span = parts.slice(from, to).join('')
      for (const word of [span, span.replace(/s$/, ''), span.replace(/es$/, '')]) {
        const instead = Object.hasOwn(denied, word) ? denied[word] : undefined
        if (instead !== undefined) return { word, instead }
      }
    }
  return null
}
