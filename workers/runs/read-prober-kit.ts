import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BoxFile } from '../sandbox/sandbox.ts'

const packageFile: BoxFile = {
  path: 'package.json',
  content: JSON.stringify({
    type: 'module',
    imports: { '#prober/*': './kit/*', '#contracts/*': './contracts/*' },
  }),
}

/** Reads the kit once: it is the same in every prober box, beside the exercise's own probes. */
export async function readProberKit(folder: string): Promise<BoxFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort()
  const files = names.map(async (name) => ({
    path: `kit/${name}`,
    content: await readFile(join(folder, name), 'utf8'),
  }))
  return [packageFile, ...(await Promise.all(files))]
}
