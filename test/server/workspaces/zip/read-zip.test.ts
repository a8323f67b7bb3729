import { describe, expect, it } from 'vitest'
import { readZip } from '../../../../server/workspaces/zip/read-zip.ts'
import { writeZip } from '../../../../server/workspaces/zip/write-zip.ts'
import { rawZip, type RawEntry } from './raw-zip.ts'

const at = new Date('2026-11-24T09:00:00Z')
const refusalOf = (...entries: RawEntry[]) => expect(readZip(rawZip(entries))).rejects
const file = (name: string, content = 'x'): RawEntry => ({ name, content })

describe('a zip archive and back', () => {
  it('what was written is read again, the same files give the same bytes', async () => {
    const files = new Map([
      ['main.go', 'package main\n'],
      ['größe/ü.txt', 'Ünïcode ✓\n'],
      ['empty.txt', ''],
    ])
    const zip = await writeZip(files, { folder: 'my-exercise', at })
    expect(await readZip(zip)).toMatchObject({ files, ignored: [] })
    expect(await writeZip(new Map([...files].reverse()), { folder: 'my-exercise', at })).toEqual(zip)
  })

  it('what tools and systems leave behind is left out and named', async () => {
    const zip = rawZip([
      file('project/a.txt'),
      { name: 'project/sub/', mode: 0o040755 },
      file('project/node_modules/x/index.js'),
      file('project/.DS_Store'),
      file('__MACOSX/project/._a.txt'),
    ])
    const { files, ignored } = await readZip(zip)
    expect([...files.keys()]).toEqual(['a.txt'])
    expect(ignored).toEqual([
      'project/node_modules/x/index.js',
      'project/.DS_Store',
      '__MACOSX/project/._a.txt',
    ])
  })
})

describe('what is turned away before anything is unpacked', () => {
  it.each([
    '../../etc/x',
    'a/../../x',
    '/etc/x',
    'C:/x',
    'C:\\x',
    '..\\x',
    'a\\..\\..\\x',
    '\\\\server\\x',
    'a/./b',
    'a//b',
    '',
  ])('the name %j', async (name) => {
    await refusalOf(file('plain.txt'), file(name)).toThrow(/cannot be taken|broken/)
  })

  it('links and devices', async () => {
    await refusalOf({ name: 'link', content: '/etc/passwd', mode: 0o120777 }, file('link/x')).toThrow(
      'is a link or a device',
    )
    await refusalOf({ name: 'fifo', mode: 0o010644 }).toThrow('is a link or a device')
  })

  it('a bomb, by what it says and by what it is', async () => {
    const zeros = Buffer.alloc(40 * 1024 * 1024)
    await refusalOf({ name: 'bomb', content: zeros, isDeflated: true }).toThrow('larger than 512 KiB')
    await refusalOf({ name: 'bomb', content: zeros, isDeflated: true, claimedBytes: 100 }).toThrow(
      'cannot be unpacked',
    )
    const many = Array.from({ length: 5 }, (_, index) => ({
      name: `${index}.txt`,
      content: Buffer.alloc(500 * 1024, 97),
      isDeflated: true,
    }))
    await refusalOf(...many).toThrow('larger than 2 MiB')
  })

  it('an archive in an archive is no text, and entries that share one body count each', async () => {
    const inner = rawZip([{ name: 'zeros', content: Buffer.alloc(4 * 1024 * 1024), isDeflated: true }])
    await refusalOf(file('a.txt'), { name: 'inner.zip', content: inner }).toThrow(/not UTF-8|NUL/)
    const shared = { content: Buffer.alloc(500 * 1024, 97), isDeflated: true }
    const overlapping = Array.from({ length: 150 }, (_, index) => ({
      ...shared,
      name: `${index}.txt`,
      sharesBody: index > 0,
    }))
    await refusalOf(...overlapping).toThrow('larger than 2 MiB')
    await refusalOf(...overlapping.map((entry) => ({ ...entry, claimedBytes: 100 }))).toThrow(
      'cannot be unpacked',
    )
  })

  it('too many entries, names that are there twice or differ only in case or form', async () => {
    const many = Array.from({ length: 201 }, (_, index) => file(`${index}.txt`))
    await refusalOf(...many).toThrow('201 files; 200 are allowed')
    await expect(readZip(rawZip([file('a')], 60_000))).rejects.toThrow('60000 entries')
    await expect(readZip(rawZip([file('a')], 1_000_000))).rejects.toThrow('1000000 entries')
    await refusalOf(file('a.txt'), file('a.txt')).toThrow('there twice')
    await refusalOf(file('README'), file('readme')).toThrow('upper and lower case')
    await refusalOf(file('u\u0308.txt'), file('\u00fc.txt')).toThrow('there twice')
    await refusalOf(file('a'), file('a/b')).toThrow('both a file and a folder')
  })

  it("git's own folder", async () => {
    await refusalOf(file('.git/config'), file('a.txt')).toThrow('belongs to git')
    await refusalOf(file('.git/hooks/post-checkout')).toThrow('belongs to git')
    await refusalOf(file('p/.git/config'), file('p/a.txt')).toThrow('belongs to git')
  })

  it('encrypted entries, binaries, NUL, nothing at all, and what is no archive', async () => {
    await refusalOf({ name: 'a', content: 'x', flags: 0x0801 }).toThrow(/encrypted|broken/)
    await refusalOf({ name: 'a', content: Buffer.from([0xff, 0xfe]) }).toThrow('not UTF-8')
    await refusalOf(file('a', 'x\0y')).toThrow('NUL')
    await refusalOf().toThrow('no files')
    await expect(readZip(Buffer.from('not a zip'))).rejects.toThrow('not a readable zip')
    const cut = rawZip([file('a', 'hello')]).subarray(10)
    await expect(readZip(cut)).rejects.toThrow(/not a readable|broken|cannot be unpacked/)
  })
})

describe('archives as the tools of people make them', () => {
  const read = async (...entries: RawEntry[]) => readZip(rawZip(entries))
  const paths = async (...entries: RawEntry[]) => [...(await read(...entries)).files.keys()]

  it.each([
    ['UTF-8 without the flag, as the Finder', 'gr\u00f6\u00dfe.txt', 0],
    ['letters taken apart, as macOS has them', 'gro\u0308\u00dfe.txt', 0],
    ['letters taken apart, with the flag', 'gro\u0308\u00dfe.txt', 0x0800],
    [
      'the code page of Windows in Western Europe',
      Buffer.from([0x67, 0x72, 0x94, 0xe1, 0x65, 0x2e, 0x74, 0x78, 0x74]),
      0,
    ],
  ])('a name in %s', async (_name, name, flags) => {
    expect(await paths({ name, flags }, file('a'))).toEqual(['gr\u00f6\u00dfe.txt', 'a'])
  })

  it('a name in another script without the flag, and one that nobody can tell', async () => {
    expect(await paths({ name: '\u65e5\u672c\u8a9e.md', flags: 0 }, file('a'))).toContain(
      '\u65e5\u672c\u8a9e.md',
    )
    // Shift_JIS, GBK and the Western code pages all have a meaning for these.
    await refusalOf({ name: Buffer.from([0x93, 0xfa, 0x96, 0x7b]), flags: 0 }, file('a')).toThrow(
      'old code page',
    )
    await refusalOf({ name: Buffer.from([0xe9, 0x74, 0xe9]), flags: 0 }, file('a')).toThrow('old code page')
    await refusalOf({ name: Buffer.from([0x94, 0x61]), flags: 0x0800 }, file('a')).toThrow('old code page')
  })

  it('backslashes between folders, as Windows PowerShell 5', async () => {
    expect(await paths(file('p\\src\\service.ts'), file('p\\package.json'), file('p\\src\\', ''))).toEqual([
      'src/service.ts',
      'package.json',
    ])
  })

  it.each(['utf-16le', 'utf-16be'])('text in %s with its mark is the text that it is', async (encoding) => {
    const bytes = Buffer.from('\ufeff# Notes\r\n\u00fc', 'utf16le')
    if (encoding === 'utf-16be') bytes.swap16()
    const { files, notes } = await read({ name: 'README.md', content: bytes }, file('a'))
    expect(files.get('README.md')).toBe('# Notes\r\n\u00fc')
    expect(notes).toEqual([expect.stringContaining('"README.md" was UTF-16')])
  })

  it('text in another encoding is refused with its cause and what helps', async () => {
    await refusalOf({ name: 'a', content: Buffer.from('plain', 'utf16le') }).toThrow(
      'UTF-16 without its mark',
    )
    await refusalOf({ name: 'a', content: Buffer.from('caf\u00e9', 'latin1') }).toThrow(
      'Windows-1252. Save it as UTF-8',
    )
    await refusalOf({ name: 'a', content: Buffer.from([1, 0xff]) }).toThrow('leave out binaries')
  })

  it('UTF-8 keeps its mark and its line ends', async () => {
    const content = '\ufeffone\r\ntwo\nthree\rfour\u2028five'
    expect((await read(file('a', content))).files.get('a')).toBe(content)
  })

  it('every folder that holds everything is taken off, but for one that the workspace has', async () => {
    const zip = rawZip(['p/p/src/a.ts', 'p/p/src/b.ts'].map((name) => file(name)))
    expect([...(await readZip(zip, ['src/a.ts', 'package.json'])).files.keys()]).toEqual([
      'src/a.ts',
      'src/b.ts',
    ])
    expect([...(await readZip(zip)).files.keys()]).toEqual(['a.ts', 'b.ts'])
    expect([...(await readZip(zip, ['p/p/x'])).files.keys()]).toEqual(['p/p/src/a.ts', 'p/p/src/b.ts'])
  })

  it('what macOS and Windows leave beside is left out, wherever it stands', async () => {
    const left = [
      'p/._a.txt',
      'p/x/desktop.ini',
      'p/Thumbs.db',
      '__MACOSX/p/._a.txt',
      'p/sub/node_modules/y.js',
    ]
    const { files, ignored } = await read(file('p/a.txt'), ...left.map((name) => file(name)))
    expect([...files.keys()]).toEqual(['a.txt'])
    expect(ignored).toEqual(left)
  })

  it('all files at fault are named at once, each with its own cause', async () => {
    await refusalOf(file('2031-05-01T08:00:00Z.json'), file('a*b'), file('fine'), {
      name: 'l',
      mode: 0o120777,
    }).toThrow(
      /"2031-05-01T08:00:00Z\.json" cannot be taken: its name holds a colon.*"a\*b" .*character \*.*"l" is a link/,
    )
  })
})
