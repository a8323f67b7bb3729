import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { slimZip } from '../../../../client/features/workspaces/tools/slim-zip.ts'
import { readZip } from '../../../../server/workspaces/zip/read-zip.ts'
import { rawZip } from '../../../server/workspaces/zip/raw-zip.ts'

const bytesOf = (buffer: Buffer) => new Uint8Array(buffer)

describe('an archive without what is nobody\u2019s work', () => {
  it('holds the rest unchanged, packed as it was, wherever it stood', async () => {
    const archive = rawZip([
      { name: 'p/node_modules/x/index.js', content: 'x'.repeat(9_000) },
      { name: 'p/a.txt', content: 'a'.repeat(5_000), isDeflated: true },
      { name: 'p/.git/config', content: 'secret' },
      { name: 'p\\node_modules\\y.js', content: 'y' },
      { name: 'p/b.sh', content: 'b', mode: 0o100755 },
      { name: 'p/.DS_Store', content: 'd' },
    ])
    const slim = slimZip(bytesOf(archive))
    expect(slim?.leftOut).toEqual([
      'p/node_modules/x/index.js',
      'p/.git/config',
      'p/node_modules/y.js',
      'p/.DS_Store',
    ])
    expect(slim?.bytes.length).toBeLessThan(500)
    const { files, executables } = await readZip(slim?.bytes ?? new Uint8Array())
    expect([...files]).toEqual([
      ['a.txt', 'a'.repeat(5_000)],
      ['b.sh', 'b'],
    ])
    expect(executables).toEqual(new Set(['b.sh']))
  })

  it('is the very same where there is nothing to leave out', () => {
    const archive = bytesOf(rawZip([{ name: 'a.txt', content: 'a' }]))
    expect(slimZip(archive)?.bytes).toBe(archive)
  })

  it('is left to the server where its list of files cannot be read', () => {
    expect(slimZip(bytesOf(Buffer.from('no zip')))).toBeNull()
    const archive = rawZip([{ name: 'node_modules/a', content: 'a' }])
    expect(slimZip(bytesOf(archive.subarray(5)))).toBeNull()
    expect(slimZip(bytesOf(rawZip([{ name: 'a' }], 70_000)))).toBeNull()
  })

  it('of a folder with a real node_modules, made by git archive, is small', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fairtime-slim-'))
    try {
      const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'buffer' })
      git('init', '-q')
      execFileSync('cp', ['-r', 'contracts', join(folder, 'contracts')])
      execFileSync('mkdir', [join(folder, 'node_modules')])
      execFileSync('cp', ['-rL', 'node_modules/typescript', 'node_modules/zod', join(folder, 'node_modules')])
      git('add', '-f', '.')
      git('-c', 'user.name=a', '-c', 'user.email=a@a.example', 'commit', '-qm', 'all')
      const path = join(folder, 'all.zip')
      git('archive', '--format=zip', '-o', path, 'HEAD')
      const archive = bytesOf(readFileSync(path))
      const slim = slimZip(archive)
      expect(archive.length).toBeGreaterThan(3 * 1024 * 1024)
      expect(slim?.bytes.length).toBeLessThan(200_000)
      expect([...(await readZip(slim?.bytes ?? new Uint8Array())).files.keys()]).toContain('workspace.ts')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
