import type { Colleague, StaffMember } from '#contracts/api/staff/staff.ts'
import type { StaffRole } from '#contracts/route.ts'
import type { Reader, Tx } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'
import { parseRoles } from '../http/access/caller.ts'
import { comparableMailAddress } from './mail-address.ts'

/** Roles are stored as one text, since the staff table belongs to the sign-in library. */
export const joinRoles = (roles: readonly StaffRole[]) => roles.join(',')

interface StaffColumns {
  id: string
  name: string
  email: string
  roles: string
  disabled_at: Date | null
}

const columns = ['id', 'name', 'email', 'roles', 'disabled_at'] as const

const toMember = ({ id, name, email, roles }: StaffColumns): StaffMember => ({
  id,
  name,
  email,
  roles: parseRoles(roles),
})

/** Everybody, also those whose account is disabled. */
export async function listAccounts(db: Reader): Promise<Omit<Colleague, 'positionIds'>[]> {
  const rows = await db.selectFrom('staff').select(columns).orderBy('name').execute()
  const waysIn = await listWaysIn(db)
  return rows.map((row) => ({
    ...toMember(row),
    disabledAt: row.disabled_at?.toISOString() ?? null,
    waysIn: waysIn.get(row.id) ?? [],
  }))
}

async function listWaysIn(db: Reader): Promise<Map<string, Colleague['waysIn']>> {
  const passwords = await db
    .selectFrom('staff_account')
    .select('userId as id')
    .where('password', 'is not', null)
    .execute()
  const identities = await db.selectFrom('staff_identities').select('staff_id as id').distinct().execute()
  const ways = new Map<string, Colleague['waysIn']>()
  for (const { id } of passwords) ways.set(id, ['password'])
  for (const { id } of identities) ways.set(id, [...(ways.get(id) ?? []), 'oidc'])
  return ways
}

export async function countStaff(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('staff')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Somebody whose account is not disabled; null where there is nobody. */
export async function findActiveStaff(db: Reader, id: string): Promise<StaffMember | null> {
  const row = await db
    .selectFrom('staff')
    .select(columns)
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : toMember(row)
}

/** The admin who has been here longest, and was not disabled. */
export async function findFirstAdmin(db: Reader): Promise<StaffMember | null> {
  const rows = await db
    .selectFrom('staff')
    .select(columns)
    .where('disabled_at', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.map(toMember).find(({ roles }) => roles.includes('admin')) ?? null
}

export async function findStaffByEmail(
  db: Reader,
  email: string,
): Promise<(StaffMember & { isDisabled: boolean }) | null> {
  const row = await db
    .selectFrom('staff')
    .select(columns)
    .where('email', '=', comparableMailAddress(email))
    .executeTakeFirst()
  return row === undefined ? null : { ...toMember(row), isDisabled: row.disabled_at !== null }
}

export async function hasAdmin(db: Reader): Promise<boolean> {
  const rows = await db.selectFrom('staff').select('roles').where('disabled_at', 'is', null).execute()
  return rows.some(({ roles }) => parseRoles(roles).includes('admin'))
}

/**
 * Locks every account, so that of two admins who demote each other at once only one succeeds. Throws `conflict` in words where
 * nobody would be left who can let people in.
 */
export async function requireAnotherAdmin(tx: Tx, staffId: string): Promise<void> {
  const rows = await tx.selectFrom('staff').select(columns).orderBy('id').forUpdate().execute()
  const others = rows.filter((row) => row.id !== staffId && row.disabled_at === null)
  if (others.some((row) => parseRoles(row.roles).includes('admin'))) return
  throw new AppError('conflict', {
    message: 'Nobody else is an admin here: without one, nobody could let people in any more.',
  })
}

export async function writeRoles(tx: Tx, staffId: string, roles: readonly StaffRole[]): Promise<void> {
  await tx
    .updateTable('staff')
    .set({ roles: joinRoles([...new Set(roles)]) })
    .where('id', '=', staffId)
    .execute()
}

export async function writeDisabled(tx: Tx, staffId: string, at: Date | null): Promise<void> {
  await tx.updateTable('staff').set({ disabled_at: at }).where('id', '=', staffId).execute()
}
