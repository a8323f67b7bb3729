const declarations = import.meta.glob<string>(
  ['../../../node_modules/@types/node/**/*.d.ts', '!**/ts5.*/**', '!**/ts6.*/**'],
  { query: '?raw', import: 'default', eager: true },
)
const others = import.meta.glob<string>(
  [
    '../../../node_modules/undici-types/*.d.ts',
    '../../../node_modules/{@types/node,undici-types}/package.json',
  ],
  { query: '?raw', import: 'default', eager: true },
)

/** The packages that the sandbox image holds, file by file: the image takes them from the very same place. */
export const nodeTypes: readonly { filePath: string; content: string }[] = Object.entries({
  ...declarations,
  ...others,
}).map(([path, content]) => ({
  filePath: `file:///node_modules/${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}`,
  content,
}))
