import { randomUUID } from 'node:crypto'
import type { Limits } from '#contracts/exercise-manifest.ts'
import type { Language } from '#contracts/languages.ts'
import type { Tool } from '#contracts/tools.ts'
import type { SandboxImages } from '../sandbox-images/build.ts'
import { kitOf } from './languages/kits.ts'
import { visibleShape } from './runs/run-visible.ts'
import type { Sandbox } from './sandbox/sandbox.ts'

const limits: Limits = { wallMs: 10_000, memoryMiB: 256, pids: 64, outputKiB: 16 }

/** Asks the programs of a language's image for their versions, in a box like any other, so that what is said is what runs. */
export async function askTools(
  { sandbox, images, signal }: { sandbox: Sandbox; images: SandboxImages; signal: AbortSignal },
  language: Language,
): Promise<Tool[]> {
  const kit = kitOf(language)
  let output = ''
  const box = await sandbox.open({
    ...visibleShape(images, { language, limits }),
    runId: randomUUID(),
    limits,
    command: kit.toolsCommand,
    env: kit.env(limits),
    files: [],
    onOutput: (stream, chunk) => {
      if (stream === 'stdout') output += chunk.toString('utf8')
    },
  })
  const stopBox = () => box.stop('stopped')
  try {
    signal.addEventListener('abort', stopBox)
    if (signal.aborted) stopBox()
    const end = await box.ended
    if (end.exitCode !== 0) throw new Error(`The tools of ${language} do not tell their versions: ${output}`)
    return kit.readTools(output)
  } finally {
    signal.removeEventListener('abort', stopBox)
    await box.close()
  }
}
