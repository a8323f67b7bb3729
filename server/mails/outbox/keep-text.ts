import type { Deps } from '../../deps.ts'
import type { Mail } from '../mail.ts'
import { sealText } from './seal-text.ts'
import { deleteTexts, writeText } from './text-store.ts'

const keptMs = 30 * 24 * 3_600_000

/** Keeps what a mail says that no mail server takes away, for whoever passes it on by hand. */
export async function keepText(deps: Deps, mailId: string, mail: Mail): Promise<void> {
  const { calendar, files, ...letter } = mail
  const attached = calendar === null ? files : [{ fileName: 'invite.ics', content: calendar.content }]
  const kept = { ...letter, from: deps.config.mail.from, files: attached }
  const sealed = sealText(deps.config.authSecret, mailId, kept)
  await writeText(deps.db, { mailId, sealed, now: await deps.clock.now() })
}

/** After thirty days nobody passes it on any more. */
export async function sweepTexts({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  await deleteTexts(db, new Date((await clock.now()).getTime() - keptMs))
}
