import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { exerciseManifestSchema } from '#contracts/exercise-manifest.ts'
import { languageIds, languages, languageSchema, type Language } from '#contracts/languages.ts'
import { runScript } from '../../scripts/setup/run-script.ts'
import { say } from '../../scripts/setup/log.ts'
import { readArguments } from './arguments.ts'
import { describeFinding } from './finding.ts'
import { judgeTexts } from './judging/judge-texts.ts'
import { readExercise } from './reading/read-exercise.ts'
import { readTree } from './reading/read-tree.ts'

const usage = `fairtime exercise new ID --language ${languageIds.join('|')}: begins an exercise from a small one that works

  --in FOLDER   where the new folder is made (exercises)`

const template = join(import.meta.dirname, '..', '..', 'exercises', '_template')
const perLanguage = new RegExp(`^(starter|solution|mutants)/(${languageIds.join('|')})/`)
/** Is for the checkout's own practice, and no part of an exercise. */
const practice = /^practice\//

await runScript(async () => {
  const {
    first: id,
    values,
    path,
  } = readArguments({ language: { type: 'string' }, in: { type: 'string' } }, usage)
  if (!exerciseManifestSchema.shape.id.safeParse(id).success) {
    throw new Error(
      `"${id}" cannot be an id: use lower-case letters, digits and dashes, as in quiet-harbour.`,
    )
  }
  const language = languageSchema.safeParse(values.language)
  if (!language.success)
    throw new Error(`Say which language: --language ${languageIds.join(' or --language ')}.\n\n${usage}`)
  const folder = path(join(values.in ?? 'exercises', id))
  if (existsSync(folder)) throw new Error(`${folder} is there already. Choose another id, or remove it.`)
  await copyTemplate(folder, { id, language: language.data })
  const exercise = await readExercise(folder)
  if ('findings' in exercise) throw new Error(`The template is broken: ${JSON.stringify(exercise.findings)}`)
  say(`Made ${folder}: a small exercise that works.\n\nStill to write:\n`)
  for (const finding of judgeTexts(exercise)) say(`  ${describeFinding(id, finding)}`)
  say(`\nThen prove it: fairtime exercise check ${folder}`)
  say('How to go about it: docs/authors.md')
  return 0
})

async function copyTemplate(folder: string, { id, language }: { id: string; language: Language }) {
  const tree = await readTree(template, 'exercises/_template')
  if ('fault' in tree) throw new Error(`The template of this checkout cannot be read: ${tree.fault.what}.`)
  const words = {
    'TEMPLATE-ID': id,
    'TEMPLATE-TITLE': titleOf(id),
    'TEMPLATE-LANGUAGE': language,
    'TEMPLATE-ENTRY-FILE': languages[language].template.entryFile,
    'TEMPLATE-CONSTRAINT': languages[language].template.constraint,
  }
  for (const file of tree.files) {
    if (practice.test(file.path)) continue
    const belongsTo = perLanguage.exec(file.path)?.[2]
    if (belongsTo !== undefined && belongsTo !== language) continue
    const target = join(folder, file.path.replace(perLanguage, '$1/'))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, fill(file.content, words))
  }
}

function fill(text: string, words: Record<string, string>): string {
  return Object.entries(words).reduce((filled, [word, value]) => filled.replaceAll(word, value), text)
}

function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
