import { z } from 'zod'
import type { Finding } from '../finding.ts'
import { readYaml } from './read-yaml.ts'

/** `mutant.yml`: what is wrong with this solution, and which checks have to notice. */
const mutantSchema = z
  .strictObject({
    title: z.string().min(1).max(120),
    mustFail: z.array(z.string()).min(1),
    /** Checks that may fall with it, because what they look at stands on what is broken. */
    mayAlsoFail: z.array(z.string()).default([]),
  })
  .refine(({ mustFail, mayAlsoFail }) => !mayAlsoFail.some((id) => mustFail.includes(id)), {
    path: ['mayAlsoFail'],
    message: 'names a check that mustFail names already',
  })

export interface MutantManifest {
  title: string
  mustFail: string[]
  mayAlsoFail: string[]
  /** Where the list `mustFail` stands. */
  line: number | null
}

export function readMutantManifest(
  text: string,
  file: string,
  checkIds: readonly string[],
): MutantManifest | { findings: Finding[] } {
  const read = readYaml(text, mutantSchema)
  if ('faults' in read) {
    const remedy = 'Write title, mustFail and, where needed, mayAlsoFail; see docs/authors.md.'
    return { findings: read.faults.map((fault) => ({ file, ...fault, remedy })) }
  }
  const findings: Finding[] = []
  for (const list of ['mustFail', 'mayAlsoFail'] as const) {
    read.value[list].forEach((id, index) => {
      if (checkIds.includes(id)) return
      const what = `${list}.${index}: there is no check "${id}"`
      const remedy = `Use one of: ${checkIds.join(', ')}.`
      findings.push({ file, line: read.lineOf([list, index]), what, remedy })
    })
  }
  return findings.length > 0 ? { findings } : { ...read.value, line: read.lineOf(['mustFail']) }
}
