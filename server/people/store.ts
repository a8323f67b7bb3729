import type { StaffMember } from '#contracts/api/people.ts'
import type { Reader } from '../db/connect.ts'
import { parseRoles } from '../http/caller.ts'

interface StaffColumns {
  id: string
  name: string
  email: string
  roles: string
}

const toMember = (row: StaffColumns): StaffMember => ({ ...row, roles: parseRoles(row.roles) })
const columns = ['id', 'name', 'email', 'roles'] as const

export async function listStaff(db: Reader): Promise<StaffMember[]> {
  const rows = await db.selectFrom('staff').select(columns).orderBy('name').execute()
  return rows.map(toMember)
}

export async function findStaff(db: Reader, id: string): Promise<StaffMember | null> {
  const row = await db.selectFrom('staff').select(columns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toMember(row)
}

export async function findStaffByEmail(db: Reader, email: string): Promise<StaffMember | null> {
  const row = await db
    .selectFrom('staff')
    .select(columns)
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row === undefined ? null : toMember(row)
}

export async function hasAdmin(db: Reader): Promise<boolean> {
  const staff = await listStaff(db)
  return staff.some((member) => member.roles.includes('admin'))
}

export async function joinReviewerPools(
  db: Reader,
  staffId: string,
  positionIds: readonly string[],
): Promise<void> {
  if (positionIds.length === 0) return
  const known = await db
    .selectFrom('positions')
    .select('id')
    .where('id', 'in', [...positionIds])
    .execute()
  if (known.length === 0) return
  await db
    .insertInto('position_reviewers')
    .values(known.map(({ id }) => ({ position_id: id, staff_id: staffId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
