import { languages } from '#contracts/languages.ts'
import type { WorkspaceFile } from '#contracts/workspace.ts'
import type { Finding } from '../finding.ts'
import type { Exercise } from '../reading/read-exercise.ts'

/** Stands in what `fairtime exercise new` writes, wherever an author has something to say. */
const unwritten = /TODO\(author\):?\s*(.*)/

/** What can be said of an exercise without running it. */
export function judgeTexts(exercise: Exercise): Finding[] {
  return [
    ...findUnwritten(exercise),
    ...judgeCriteria(exercise),
    ...judgePoints(exercise),
    ...judgeVisibleTests(exercise),
    ...judgeMutantNames(exercise),
  ]
}

/** The numbers of the instructions' points: the first run of numbered items that starts at 1 and skips none. */
export function listPoints(instructions: string): { number: number; line: number }[] {
  const points: { number: number; line: number }[] = []
  instructions.split('\n').forEach((text, index) => {
    const number = Number(/^(\d+)\. /.exec(text)?.[1])
    if (number === points.length + 1) points.push({ number, line: index + 1 })
  })
  return points
}

function judgeCriteria({ manifest, overview, instructions, lineOf }: Exercise): Finding[] {
  const texts = `${overview}\n${instructions}`.toLowerCase().replaceAll(/\s+/g, ' ')
  return manifest.criteria.flatMap(({ title }, index) => {
    if (texts.includes(title.toLowerCase())) return []
    return {
      file: 'exercise.yml',
      line: lineOf(['criteria', index]),
      what: `the criterion "${title}" is mentioned neither in overview.md nor in instructions.md`,
      remedy: 'Name it by its title where you say how the work is looked at.',
    }
  })
}

function judgePoints({ manifest, instructions, lineOf }: Exercise): Finding[] {
  const points = listPoints(instructions)
  const known = new Set(points.map((point) => point.number))
  const wrong = manifest.checks.flatMap((check, index): Finding[] => {
    const at = { file: 'exercise.yml', line: lineOf(['checks', index]) }
    if (check.points.length === 0) {
      const what = `the check "${check.id}" does not say which points of the instructions it tests`
      return [{ ...at, what, remedy: 'Add points: [n], the numbers of the points in instructions.md.' }]
    }
    return check.points
      .filter((number) => !known.has(number))
      .map((number) => ({
        ...at,
        what: `the check "${check.id}" tests point ${number}, which instructions.md does not have`,
        remedy: `The points there are numbered 1 to ${points.length}. Candidates must be told what is checked.`,
      }))
  })
  const tested = new Set(manifest.checks.flatMap((check) => check.points))
  const untested = points
    .filter(({ number }) => !tested.has(number))
    .map(({ number, line }) => ({
      file: 'instructions.md',
      line,
      what: `no check tests point ${number}`,
      remedy: 'Write a check for it, or add its number to the points of the check that covers it.',
    }))
  return [...wrong, ...untested]
}

/** The tests that candidates are given must hold for the solution too, word for word. */
function judgeVisibleTests({ manifest, starter, solution }: Exercise): Finding[] {
  const { testFileEndings } = languages[manifest.language]
  const visible = starter.filter(({ path }) => testFileEndings.some((ending) => path.endsWith(ending)))
  if (visible.length === 0) {
    const what = 'the starter has no visible tests'
    return [{ file: 'starter', line: null, what, remedy: 'Give candidates a few tests to start from.' }]
  }
  return visible
    .filter((test) => solution.find((file) => file.path === test.path)?.content !== test.content)
    .map(({ path }) => ({
      file: `solution/${path}`,
      line: null,
      what: 'this visible test is missing in the solution, or differs from the one in the starter',
      remedy: `Copy starter/${path} over it.`,
    }))
}

function judgeMutantNames({ manifest, mutants, lineOf }: Exercise): Finding[] {
  const named = new Set(mutants.flatMap((mutant) => mutant.mustFail))
  return manifest.checks.flatMap(({ id }, index) => {
    if (named.has(id)) return []
    return {
      file: 'exercise.yml',
      line: lineOf(['checks', index]),
      what: `no mutant must be caught by the check "${id}", so nothing shows that it can fail`,
      remedy: `Write a mutant with mustFail: [${id}], a plausible mistake that only this check sees.`,
    }
  })
}

function findUnwritten(exercise: Exercise): Finding[] {
  const files = [
    { path: 'exercise.yml', content: exercise.manifestText },
    { path: 'overview.md', content: exercise.overview },
    { path: 'instructions.md', content: exercise.instructions },
    ...under('starter', exercise.starter),
    ...under('solution', exercise.solution),
    ...under('probes', exercise.probes),
  ]
  return files.flatMap(({ path, content }) =>
    content.split('\n').flatMap((text, index) => {
      const match = unwritten.exec(text)
      return match ? stillToWrite(path, index + 1, match[1] ?? '') : []
    }),
  )
}

function stillToWrite(file: string, line: number, text: string): Finding {
  const todo = text.replace(/['"}\s]+$/, '').slice(0, 160)
  return {
    file,
    line,
    what: `still to write: ${todo}`,
    remedy: 'Write it, and remove the mark TODO(author).',
  }
}

function under(folder: string, files: readonly WorkspaceFile[]): WorkspaceFile[] {
  return files.map(({ path, content }) => ({ path: `${folder}/${path}`, content }))
}
