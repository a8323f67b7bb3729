import 'monaco-editor/features/register.all'
import 'monaco-editor/languages/definitions/go/register'
import 'monaco-editor/languages/definitions/markdown/register'
import 'monaco-editor/languages/definitions/typescript/register'
import 'monaco-editor/languages/definitions/javascript/register'
import 'monaco-editor/languages/definitions/yaml/register'
import 'monaco-editor/languages/features/json/register'
import * as monaco from 'monaco-editor/editor'
import * as typescript from 'monaco-editor/languages/features/typescript/register'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import JsonWorker from 'monaco-editor/languages/features/json/json.worker?worker'
import TypescriptWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker'
import { defineThemes } from './themes.ts'

self.MonacoEnvironment = {
  getWorker(_workerId, label) {
    if (label === 'typescript' || label === 'javascript') return new TypescriptWorker()
    return label === 'json' ? new JsonWorker() : new EditorWorker()
  },
}

defineThemes(monaco)

typescript.typescriptDefaults.setEagerModelSync(true)
typescript.typescriptDefaults.setCompilerOptions({
  target: typescript.ScriptTarget.ESNext,
  module: typescript.ModuleKind.ESNext,
  moduleResolution: typescript.ModuleResolutionKind.NodeJs,
  // The worker knows its libraries by file name.
  lib: ['lib.esnext.d.ts'],
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  skipLibCheck: true,
  esModuleInterop: true,
  noUncheckedIndexedAccess: true,
  types: ['node'],
})

export { monaco, typescript }
