import { compilerOptionsOf, usualOptions } from './compiler-options.ts'
import type { FileModels } from '../file-models.ts'
import { typescript } from '../monaco.ts'
import { nodeTypes } from './node-types.ts'

const settleMs = 600
const configPath = 'tsconfig.json'
/** It decides how the files around it import each other. */
const manifestPath = 'package.json'

/** Lets the editor's compiler see a workspace as the sandbox's does: its options, its kind of modules, Node's own types. */
export function followProject(models: FileModels): () => void {
  const { typescriptDefaults: defaults } = typescript
  let applied = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  let watches: { dispose: () => void }[] = []

  const apply = () => {
    const manifest = models.read(manifestPath)
    const config = models.read(configPath)
    const options = config === undefined ? usualOptions : compilerOptionsOf(config)
    const wanted = JSON.stringify([options, manifest])
    if (options === null || wanted === applied) return
    applied = wanted
    const manifests =
      manifest === undefined ? [] : [{ filePath: `file:///${manifestPath}`, content: manifest }]
    defaults.setCompilerOptions(options)
    defaults.setExtraLibs([...nodeTypes, ...manifests])
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(apply, settleMs)
  }
  const unwatch = () => {
    for (const watch of watches) watch.dispose()
  }
  const watchFiles = () => {
    unwatch()
    watches = [configPath, manifestPath].flatMap((path) => models.get(path)?.onDidChangeContent(later) ?? [])
    apply()
  }
  const unsubscribe = models.subscribe(watchFiles)
  watchFiles()
  return () => {
    unsubscribe()
    unwatch()
    clearTimeout(timer)
    defaults.setCompilerOptions(usualOptions)
    defaults.setExtraLibs([])
  }
}
