import { randomUUID } from 'node:crypto'
import { api } from '#contracts/api.ts'
import { hashToken, newToken } from '../../../server/staff/secret-token.ts'
import { callRoute } from '../call-route.ts'
import type { OwnServer } from '../load-test/open-server.ts'

/** A recruiter of the server under measurement, with the cookie of their session. */
export async function signInRecruiter({ db, url }: OwnServer, now: Date): Promise<string> {
  const id = randomUUID()
  const token = newToken()
  await db
    .insertInto('staff')
    .values({
      id,
      name: 'Bench Recruiter',
      email: `${id}@staff.example`,
      emailVerified: true,
      image: null,
      roles: 'recruiter',
      createdAt: now,
      updatedAt: now,
    })
    .execute()
  await db
    .insertInto('staff_links')
    .values({
      purpose: 'sign_in',
      staff_id: id,
      token_hash: hashToken(token),
      created_at: now,
      expires_at: new Date(now.getTime() + 3_600_000),
    })
    .execute()
  const answer = await callRoute(url, '', { route: api.signInByLink, body: { token } })
  if (!answer.ok) throw new Error(`The recruiter could not sign in: ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}
