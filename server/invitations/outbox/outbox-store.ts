import type { Reader } from '../../db/connect.ts'
import { candidateName } from '../store.ts'

interface OutboxPage {
  /** The last of the page before; null for the first. */
  after: { keptAt: Date; mailId: string } | null
  limit: number
}

const kept = (db: Reader) =>
  db
    .selectFrom('mail_texts')
    .innerJoin('mails', 'mails.id', 'mail_texts.mail_id')
    .innerJoin('invitations', 'invitations.id', 'mails.invitation_id')
    .innerJoin('candidates', 'candidates.id', 'invitations.candidate_id')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')

/** Mails whose text is kept, the newest first. */
export async function listKept(db: Reader, { after, limit }: OutboxPage) {
  return kept(db)
    .select(['mails.id', 'mails.kind', 'mails.address', 'mails.invitation_id', 'mail_texts.kept_at'])
    .select(['positions.title as position_title', candidateName.as('candidate_name')])
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('mail_texts.kept_at', 'mail_texts.mail_id'),
          '<',
          tuple(after?.keptAt ?? new Date(0), after?.mailId ?? ''),
        ),
      ),
    )
    .orderBy('mail_texts.kept_at', 'desc')
    .orderBy('mail_texts.mail_id', 'desc')
    .limit(limit)
    .execute()
}

export async function findKept(db: Reader, mailId: string) {
  const row = await kept(db)
    .select(['mail_texts.sealed', 'mails.invitation_id'])
    .where('mails.id', '=', mailId)
    .executeTakeFirst()
  return row ?? null
}
