import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { getProgram, requirements } from '../../../scripts/setup/requirements.ts'

const run = promisify(execFile)

/**
 * What a process needs in its environment so that its wall clock is off, as that of a host that nobody set. Its timers run on as
 * they are.
 */
export async function clockOffBy(minutes: number): Promise<Record<string, string>> {
  // The command tells where the library lies, which each system keeps elsewhere.
  const { stdout } = await run(getProgram(requirements.faketime), ['-f', '+0', 'printenv', 'LD_PRELOAD'])
  const offset = `${minutes < 0 ? '' : '+'}${minutes}m`
  return { LD_PRELOAD: stdout.trim(), FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
}

/** Sets the wall clock of a page's computer wrong, from its next navigation on. */
export async function setClockOff(page: Page, offMs: number): Promise<void> {
  await page.addInitScript((ms) => {
    const RealDate = Date
    const now = () => RealDate.now() + ms
    globalThis.Date = new Proxy(RealDate, {
      apply: () => new RealDate(now()).toString(),
      construct: (target, args, newTarget) =>
        Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
      get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
    })
  }, offMs)
}
