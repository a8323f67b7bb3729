import { posix } from 'node:path'
import type { BoxFile } from '../../sandbox/sandbox.ts'

const otherSystems =
  /_(aix|android|darwin|dragonfly|freebsd|illumos|ios|js|netbsd|openbsd|plan9|solaris|wasip1|windows|386|arm|arm64|loong64|mips\w*|ppc64\w*|riscv64|s390x|wasm)_test\.go$/
const usesTesting = /^[ \t]*(?:import[ \t]+)?"testing"$/m
const constraint = /^\/\/(?:go:build| \+build) (.+)$/m
const malformed = /^func (Test|Benchmark|Fuzz)([a-z]\w*)[ \t]*\(\w+ \*testing\./gm
const lowercase = /^func (test[A-Z_]\w*)[ \t]*\(\w+ \*testing\.T\)[ \t]*\{/gm
/** Of one file; each is looked for in all of it. */
const maxNamed = 5
const holdsTests = /^func (Test|Fuzz|Example)/m

/** What `go test` passes over in silence, named: files and functions that look like tests and are none for it. */
export function describeGoError(files: readonly BoxFile[], isBuilt: boolean): string[] {
  const words: string[] = []
  if (!files.some((file) => file.path === 'go.mod'))
    words.push(
      'There is no go.mod in the top folder; Go needs it to know the module. Take it from the starter again.',
    )
  for (const { path, content } of isBuilt ? files : []) {
    if (!path.endsWith('.go')) continue
    const why = whyNotRun(path, content)
    if (why !== null) words.push(`${path} looks like tests and was not run: ${why}.`)
    else if (path.endsWith('_test.go')) words.push(...describeFunctions(path, content))
  }
  return words
}

function whyNotRun(path: string, content: string): string | null {
  if (!holdsTests.test(content)) return null
  if (path.endsWith('_test.go')) return whyPassedOver(path, content)
  return usesTesting.test(content) ? 'the name of a test file ends in "_test.go"' : null
}

function whyPassedOver(path: string, content: string): string | null {
  const hidden = posix
    .dirname(path)
    .split('/')
    .find((name) => name === 'testdata' || name === 'vendor' || /^[_.]./.test(name))
  if (hidden !== undefined) return `Go does not look into the folder "${hidden}"`
  if (/^[_.]/.test(posix.basename(path))) return 'Go passes over names that begin with "_" or "."'
  if (otherSystems.test(path)) return 'its name says that it is for another system'
  const tags = constraint.exec(content.split(/^package /m)[0] ?? '')?.[1]
  if (tags === undefined || holdsHere(tags)) return null
  return `its build constraint "${tags.trim()}" does not hold here`
}

/** A constraint of several words is read no further than whether it may hold on Linux. */
function holdsHere(tags: string): boolean {
  return (
    /^(linux|unix|amd64|go1\.\d+|cgo|!(windows|darwin|js|wasm|plan9|race|integration|ignore|e2e))\b/.test(
      tags.trim(),
    ) || tags.includes('||')
  )
}

function describeFunctions(path: string, content: string): string[] {
  const capital = [...content.matchAll(malformed)]
    .slice(0, maxNamed)
    .map(([, kind = '', rest = '']) => `${kind}${rest}`)
  const small = [...content.matchAll(lowercase)].slice(0, maxNamed).map(([, name = '']) => name)
  const isCalled = (name: string) => content.split(new RegExp(`\\b${name}\\b`)).length > 2
  return [
    ...capital.map(
      (name) => `${name} in ${path} was not run: after "Test" Go wants a capital letter, a digit or "_".`,
    ),
    ...small
      .filter((name) => !isCalled(name))
      .map((name) => `${name} in ${path} was not run: the name of a test begins with "Test".`),
  ]
}
