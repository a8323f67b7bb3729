import type { WorkspaceFile } from '#contracts/workspace.ts'

const hello = `/** Says hello to somebody; to nobody in particular where the name is empty. */
export function greet(name: string): string {
  return \`Hello, \${name}!\`
}
`

const helloTest = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { greet } from '../src/hello.ts'

test('greets by name', () => {
  assert.equal(greet('Ada'), 'Hello, Ada!')
})

// This one fails at first, so that you see what a failure looks like. Mend src/hello.ts and run again.
test('greets nobody in particular', () => {
  assert.equal(greet(''), 'Hello, world!')
})
`

const packageJson = `{
  "name": "hello",
  "private": true,
  "type": "module",
  "scripts": {
    "test": "node --test \\"test/**/*.test.ts\\"",
    "types": "tsc --noEmit"
  }
}
`

/** The same rules as in an exercise: what compiles here compiles there. */
const tsconfig = `{
  "compilerOptions": {
    "target": "esnext",
    "module": "nodenext",
    "lib": ["esnext"],
    "types": ["node"],
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "noEmit": true,
    "skipLibCheck": true,
    "erasableSyntaxOnly": true,
    "verbatimModuleSyntax": true,
    "allowImportingTsExtensions": true
  },
  "include": ["src", "test"]
}
`

const ignored = `# What systems and editors leave beside the work
.DS_Store
Thumbs.db
desktop.ini
.idea/
.vscode/
*.swp
*~

# What installing, building and testing leave
node_modules/
/dist/
/coverage/
*.tsbuildinfo
*.log
`

export const typescriptPractice: { entryFile: string; starter: WorkspaceFile[] } = {
  entryFile: 'src/hello.ts',
  starter: [
    { path: '.gitignore', content: ignored },
    { path: 'package.json', content: packageJson },
    { path: 'src/hello.ts', content: hello },
    { path: 'test/hello.test.ts', content: helloTest },
    { path: 'tsconfig.json', content: tsconfig },
  ],
}
