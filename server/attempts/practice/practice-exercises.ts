import { createHash } from 'node:crypto'
import type { ExerciseManifest, Limits } from '#contracts/exercise-manifest.ts'
import { languages, languageSchema, type Language } from '#contracts/languages.ts'
import type { Database } from '../../db/connect.ts'
import { keepVersion, practiceIdOf } from '../../exercises/store.ts'
import type { ExerciseFolder } from '../../exercises/read-folder.ts'
import { readPracticeFiles } from './practice-files.ts'

/** Raised with every change of what practices hold. */
const version = '1.1.0'
const limits: Limits = { wallMs: 60_000, memoryMiB: 1_024, pids: 256, outputKiB: 256 }

const instructions = `Nothing here counts, nobody looks at it, and no clock runs. It is the same editor, the same sandbox and the same tools as in your exercise, so try whatever you will want to trust:

1. Press **Run**. One of the two tests fails, on purpose: see how that looks, mend the function, and run again.
2. Type something, close this tab, and open it again. It is all there.
3. Prefer your own editor? Open **Use your own tools** and clone with git, or download a zip. What you push or upload appears here.

When you have seen enough, go back to your invitation. You may come here as often as you like until you start.
`

/** What is practised in each language, kept beside the exercises so that everything that works for them works here. */
export async function keepPracticeExercises(db: Database, now: Date): Promise<void> {
  for (const language of languageSchema.options) {
    const problem = await keepVersion(db, await practiceFolder(language), now)
    if (problem !== null) throw new Error(`The practice in ${languages[language].name}: ${problem.reason}`)
  }
}

async function practiceFolder(language: Language): Promise<ExerciseFolder> {
  const { practiceEntryFile: entryFile } = languages[language]
  const starter = await readPracticeFiles(language)
  const manifest: ExerciseManifest = {
    id: practiceIdOf(language),
    version,
    title: 'Practice',
    summary: 'The same place as the exercise, outside the clock.',
    language,
    durationMinutes: 60,
    measures: [],
    allowedHelp: [],
    constraints: [],
    entryFile,
    criteria: [],
    checks: [],
    rubric: [],
    limits: { visible: limits, graded: limits },
  }
  const kept = { manifest, overview: instructions, instructions, starter, probes: [] }
  return { ...kept, contentSha256: createHash('sha256').update(JSON.stringify(kept)).digest('hex') }
}
