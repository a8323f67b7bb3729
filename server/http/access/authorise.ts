import { createHash, timingSafeEqual } from 'node:crypto'
import type { Access } from '#contracts/route.ts'
import { AppError } from '../app-error.ts'
import type { CandidateActor, Caller, StaffActor } from './caller.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

export function isWorker(authorization: string | undefined, workerToken: string): boolean {
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${workerToken}`))
}

/** Whether a caller may use a route at all; answers whom the handler deals with, or throws the refusal. */
export function authorise(
  access: Access,
  caller: Caller,
  fromWorker: () => boolean,
): StaffActor | CandidateActor | Caller | null {
  switch (access.kind) {
    case 'public':
      return caller
    case 'candidate':
      if (caller.candidate === null) throw new AppError('not_signed_in')
      return caller.candidate
    case 'staff': {
      const staff = caller.staff
      if (staff === null) throw new AppError('not_signed_in')
      if (!staff.roles.some((role) => access.roles.includes(role))) throw new AppError('forbidden')
      return staff
    }
    case 'worker':
      if (!fromWorker()) throw new AppError('not_signed_in')
      return null
  }
}
