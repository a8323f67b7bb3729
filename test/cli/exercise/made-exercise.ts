import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const checkout = join(import.meta.dirname, '..', '..', '..')
const execute = promisify(execFile)

export interface CommandResult {
  code: number
  output: string
}

/** Runs one of the exercise commands as a person would, from the given folder. */
export function runCommand(from: string, command: string, ...words: string[]): Promise<CommandResult> {
  return typeInto('', { from, command, words })
}

/** The same with something typed at its prompt. */
export async function typeInto(
  input: string,
  { from, command, words }: { from: string; command: string; words: string[] },
): Promise<CommandResult> {
  const script = join('cli', 'exercise', `${command}.ts`)
  const running = execute(process.execPath, [script, '--from', from, ...words], { cwd: checkout })
  running.child.stdin?.end(input)
  const done = await running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (failed: { code: number; stdout: string; stderr: string }) => failed,
  )
  return { code: done.code, output: done.stdout + done.stderr }
}

/** An exercise in a folder that removes itself. */
export interface MadeExercise extends AsyncDisposable {
  parent: string
  folder: string
  edit: (file: string, change: (text: string) => string) => Promise<void>
}

/** What `new` makes. */
export async function makeExercise(id: string, language: 'go' | 'typescript') {
  const parent = await mkdtemp(join(tmpdir(), 'exercise-'))
  const made = await runCommand(parent, 'new', id, '--language', language, '--in', '.')
  return { made, ...exerciseIn(parent, id) }
}

export async function copyOf(exercise: MadeExercise): Promise<MadeExercise> {
  const parent = await mkdtemp(join(tmpdir(), 'exercise-'))
  const id = basename(exercise.folder)
  await cp(exercise.folder, join(parent, id), { recursive: true })
  return exerciseIn(parent, id)
}

function exerciseIn(parent: string, id: string): MadeExercise {
  const folder = join(parent, id)
  return {
    parent,
    folder,
    edit: (file, change) => editFile(join(folder, file), change),
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  }
}

/** Writes something wherever the author still has to. */
export async function fillIn(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) await editFile(path, (text) => text.replaceAll('TODO(author):', 'Written,'))
  }
}

async function editFile(path: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(path, 'utf8')
  const changed = change(text)
  if (changed !== text) await writeFile(path, changed)
}
