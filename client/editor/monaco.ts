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
import { usualOptions } from './typescript/compiler-options.ts'
import { defineThemes } from './themes.ts'

self.MonacoEnvironment = {
  getWorker(_workerId, label) {
    if (label === 'typescript' || label === 'javascript') return new TypescriptWorker()
    return label === 'json' ? new JsonWorker() : new EditorWorker()
  },
}

defineThemes(monaco)

// As in VS Code on every system; the editor's own choice differs from one to the next.
monaco.editor.addKeybindingRules([
  {
    keybinding: monaco.KeyMod.Shift | monaco.KeyMod.Alt | monaco.KeyCode.KeyF,
    command: 'editor.action.formatDocument',
  },
])

typescript.typescriptDefaults.setEagerModelSync(true)
typescript.typescriptDefaults.setCompilerOptions(usualOptions)

export { monaco, typescript }
