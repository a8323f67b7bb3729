import { typescript } from './monaco.ts'

const declarations = import.meta.glob<string>(
  ['../../node_modules/@types/node/**/*.d.ts', '!**/ts5.*/**', '!**/ts6.*/**'],
  { query: '?raw', import: 'default', eager: true },
)
const undici = import.meta.glob<string>('../../node_modules/undici-types/*.d.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Teaches the editor Node's own modules, so that `node:http` is not an error. */
export function addNodeTypes(): void {
  typescript.typescriptDefaults.setExtraLibs(
    Object.entries({ ...declarations, ...undici }).map(([path, content]) => ({
      filePath: `file:///node_modules/${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}`,
      content,
    })),
  )
}
