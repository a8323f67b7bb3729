import { describe, expect, it } from 'vitest'
import type { TestResult } from '#contracts/runs.ts'
import { buildTestTree, type TestNode } from '../../../client/ui/results/build-test-tree.ts'

const result = (suite: string, path: string[], status: TestResult['status'] = 'passed'): TestResult => ({
  name: path.at(-1) ?? '',
  path,
  suite,
  status,
  durationMs: 10,
  message: '',
})
const draw = (nodes: readonly TestNode[], depth = 0): string[] =>
  nodes.flatMap((node) => [
    `${'  '.repeat(depth)}${node.name} ${node.status} ${node.failed}/${node.count}${node.test === null ? ' group' : ''}`,
    ...draw(node.children, depth + 1),
  ])

describe('tests as a tree', () => {
  it('nests Go tests in their package and subtests in their test', () => {
    const tests = [
      result('demo', ['TestA', 'one']),
      result('demo', ['TestA', 'two'], 'failed'),
      result('demo', ['TestA'], 'failed'),
      result('demo/store', ['TestB']),
    ]
    expect(draw(buildTestTree(tests))).toEqual([
      'demo failed 2/3 group',
      '  TestA failed 2/3',
      '    two failed 1/1',
      '    one passed 0/1',
      'demo/store passed 0/1 group',
      '  TestB passed 0/1',
    ])
  })

  it('puts what failed around tests into the lines of their groups and files, and counts tests alone', () => {
    const around = (kind: 'group' | 'file', path: string[]): TestResult => ({
      ...result('test/a.test.ts', path, 'failed'),
      kind,
      message: 'Error: 9090 is taken',
    })
    const tests = [
      result('test/a.test.ts', ['with a lab', 'one']),
      around('group', ['with a lab']),
      around('file', []),
    ]
    const tree = buildTestTree(tests)
    expect(draw(tree)).toEqual(['test/a.test.ts failed 0/1', '  with a lab failed 0/1', '    one passed 0/1'])
    expect(tree[0]?.test?.message).toBe('Error: 9090 is taken')
    expect(tree[0]?.only).toBeNull()
  })

  it('nests TypeScript tests in their file and groups, what failed first', () => {
    const tests = [
      result('test/a.test.ts', ['alone']),
      result('test/a.test.ts', ['group', 'inner', 'deep'], 'skipped'),
      result('test/b.test.ts', ['group', 'one'], 'failed'),
    ]
    expect(draw(buildTestTree(tests))).toEqual([
      'test/b.test.ts failed 1/1 group',
      '  group failed 1/1 group',
      '    one failed 1/1',
      'test/a.test.ts passed 0/2 group',
      '  alone passed 0/1',
      '  group skipped 0/1 group',
      '    inner skipped 0/1 group',
      '      deep skipped 0/1',
    ])
  })

  it('keeps two tests of one name, and results from before paths were told', () => {
    const old = { ...result('', ['old/name']), path: undefined }
    const tests = [result('a', ['same']), result('a', ['same'], 'failed'), old]
    expect(draw(buildTestTree(tests))).toEqual([
      'a failed 1/2 group',
      '  same failed 1/1',
      '  same passed 0/1',
      ' passed 0/1 group',
      '  old/name passed 0/1',
    ])
  })

  it('says by what each can be run alone, unless no runner is given such a name', () => {
    const [suite] = buildTestTree([result('demo', ['TestA', 'one']), result('demo', ['odd\nname'])])
    const [first, odd] = suite?.children ?? []
    expect([suite?.only, first?.only, first?.children[0]?.only, odd?.only]).toEqual([
      null,
      { suite: 'demo', path: ['TestA'] },
      { suite: 'demo', path: ['TestA', 'one'] },
      null,
    ])
  })
})
