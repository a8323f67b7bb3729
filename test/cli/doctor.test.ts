import { expect, test } from 'vitest'
import { exitCodeOf, renderParts } from '../../cli/doctor/render.ts'
import type { Part } from '../../cli/doctor/part.ts'
import { examineMail } from '../../cli/doctor/examine-mail.ts'
import { examineZones } from '../../cli/doctor/examine-zones.ts'
import { openPostBox } from '../support/server/post-box.ts'

const parts: Part[] = [
  { title: 'Redis', lines: [{ health: 'good', name: 'version', what: '7.0.15' }] },
  {
    title: 'Host',
    lines: [
      { health: 'weak', name: 'cgroup-v1', what: 'is old', remedy: 'Take a newer one.' },
      { health: 'stopped', name: 'not running', what: 'starts with npm start' },
    ],
  },
]
const noKey = { selector: undefined, keyFile: undefined }
const nothingThere = () =>
  Promise.reject(Object.assign(new Error('queryTxt ENOTFOUND'), { code: 'ENOTFOUND' }))
const bad: Part = { title: 'Engine', lines: [{ health: 'bad', name: 'connection', what: 'refused' }] }

test('what is weak is told with its remedy, and is no reason to fail', () => {
  const text = renderParts(parts)
  expect(text).toMatch(/✓ version +7\.0\.15/)
  expect(text).toMatch(/! cgroup-v1 +is old\n +→ Take a newer one\./)
  expect(text).toMatch(/Nothing is broken or unsafe, 1 could be better, 1 not running\.$/)
  expect(exitCodeOf(parts)).toBe(0)
})

test('what is broken is', () => {
  expect(renderParts([...parts, bad])).toMatch(/✗ connection +refused/)
  expect(exitCodeOf([...parts, bad])).toBe(1)
})

test.each([
  ['2025c', 'bad', 'is older than 2026b'],
  ['2026a', 'bad', 'British Columbia'],
  ['2026b', 'good', '2026b'],
  ['2026c', 'good', '2026c'],
  ['2027a', 'good', '2027a'],
  [undefined, 'bad', 'does not say'],
  ['unknown', 'bad', 'does not say'],
])('zone data %s is %s', (tz, health, words) => {
  const part = examineZones(tz)
  expect(part.lines).toMatchObject([{ health, name: 'zone data' }])
  expect(renderParts([part])).toContain(words)
  expect(exitCodeOf([part])).toBe(health === 'bad' ? 1 : 0)
})

test('this engine knows how clocks go', () => {
  expect(exitCodeOf([examineZones(process.versions['tz'])])).toBe(0)
})

test('mail: what is not set is weak, what answers is good, what does not is broken, and nothing is sent', async () => {
  const box = await openPostBox()
  const examine = (smtpUrl: string | undefined) =>
    examineMail(
      { smtpUrl, folder: undefined, from: undefined, publicUrl: undefined, dkim: noKey },
      nothingThere,
    )
  expect((await examine(undefined)).lines).toMatchObject([{ health: 'weak', name: 'SMTP_URL' }])
  expect((await examine(box.url)).lines).toMatchObject([{ health: 'good' }, { health: 'good' }])
  expect(box.mails).toEqual([])
  await box.stop()
  expect((await examine(box.url)).lines).toMatchObject([{ health: 'bad', name: 'server' }])
})
