import { testFilterSchema, type TestFilter, type TestResult } from '#contracts/runs.ts'

export interface TestNode {
  key: string
  name: string
  /** The worst of all that is inside. */
  status: TestResult['status']
  durationMs: number
  /** How many tests it holds, itself among them, and how many of them failed. */
  count: number
  failed: number
  /** By which this alone can be run; null for a whole package or file, and for names that no runner is given. */
  only: TestFilter | null
  /** Null for a mere group. */
  test: TestResult | null
  children: TestNode[]
}

const order = { failed: 0, passed: 1, skipped: 2 } as const

interface Branch {
  suite: string
  path: string[]
  test: TestResult | null
  branches: Map<string, Branch>
}

/** Tests as they are nested: package or file, groups, tests. What failed comes first, and the rest as it was told. */
export function buildTestTree(tests: readonly TestResult[]): TestNode[] {
  const suites = new Map<string, Branch>()
  for (const test of tests) {
    const { suite } = test
    let branch = branchIn(suites, suite, { suite, path: [] })
    for (const name of pathOf(test)) {
      // Two tests of one name are two tests.
      const isTaken = branch.path.length === pathOf(test).length - 1 && hasTest(branch.branches.get(name))
      const key = isTaken ? `${name}\0${branch.branches.size}` : name
      branch = branchIn(branch.branches, key, { suite, path: [...branch.path, name] })
    }
    branch.test = test
  }
  return sorted([...suites].map(([key, branch]) => nodeOf(key, branch)))
}

/** What is told of a file as a whole stands in the line of its suite. */
function pathOf(test: TestResult): readonly string[] {
  if (test.kind === 'file') return []
  return test.path === undefined || test.path.length === 0 ? [test.name] : test.path
}

function hasTest(branch: Branch | undefined): boolean {
  return branch !== undefined && branch.test !== null
}

function branchIn(
  branches: Map<string, Branch>,
  key: string,
  made: { suite: string; path: string[] },
): Branch {
  const branch = branches.get(key) ?? { ...made, test: null, branches: new Map<string, Branch>() }
  branches.set(key, branch)
  return branch
}

function nodeOf(key: string, { suite, path, test, branches }: Branch): TestNode {
  const children = sorted([...branches].map(([inner, branch]) => nodeOf(`${key}\0${inner}`, branch)))
  const sum = (of: (node: TestNode) => number) => children.reduce((total, node) => total + of(node), 0)
  const own = test !== null && test.kind === undefined ? 1 : 0
  const failed = sum((node) => node.failed) + (test?.status === 'failed' ? own : 0)
  return {
    key,
    name: path.at(-1) ?? suite,
    status: statusOf([...children.map((node) => node.status), ...(test === null ? [] : [test.status])]),
    durationMs: test?.durationMs ?? sum((node) => node.durationMs),
    count: sum((node) => node.count) + own,
    failed,
    only: testFilterSchema.safeParse({ suite, path }).data ?? null,
    test,
    children,
  }
}

function statusOf(statuses: readonly TestResult['status'][]): TestResult['status'] {
  if (statuses.includes('failed')) return 'failed'
  return statuses.includes('passed') ? 'passed' : 'skipped'
}

function sorted(nodes: TestNode[]): TestNode[] {
  return nodes.sort((a, b) => order[a.status] - order[b.status])
}
