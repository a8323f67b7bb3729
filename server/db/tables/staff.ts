import type { Generated } from 'kysely'
import type { Once } from '../columns.ts'

interface StaffTable {
  id: Once<string>
  name: string
  email: string
  emailVerified: boolean
  image: string | null
  roles: string
  createdAt: Once<Date>
  updatedAt: Date
  /** Set, this account opens nothing: no session, no link, no password. */
  disabled_at: Date | null
}

/** The sign-in library's table; its columns keep the names that it expects. */
interface StaffSessionTable {
  id: Once<string>
  userId: Once<string>
  token: Once<string>
  createdAt: Once<Date>
  updatedAt: Date
  expiresAt: Date
  userAgent: string | null
}

/** The sign-in library's table too; of its rows only those with a password are of use here. */
interface StaffAccountTable {
  id: Once<string>
  userId: Once<string>
  providerId: Once<string>
  password: string | null
}

interface StaffIdentitiesTable {
  id: Generated<string>
  staff_id: Once<string>
  issuer: Once<string>
  subject: Once<string>
  /** What the provider called the account last; for showing it alone. */
  address: string | null
  linked_at: Once<Date>
  used_at: Date
}

interface StaffOidcFlowsTable {
  state_hash: Once<string>
  browser_hash: Once<string>
  nonce: Once<string>
  code_verifier: Once<string>
  purpose: Once<'sign_in' | 'link' | 'add'>
  /** Of the one-time link that lets somebody link the account. */
  link_hash: Once<string | null>
  /** Of the person who is signed in and adds an account. */
  session_id: Once<string | null>
  next_path: Once<string | null>
  expires_at: Once<Date>
}

interface StaffLinksTable {
  id: Generated<string>
  purpose: Once<'first_admin' | 'sign_in'>
  staff_id: Once<string | null>
  token_hash: Once<string>
  created_at: Once<Date>
  expires_at: Once<Date>
  used_at: Date | null
  revoked_at: Date | null
}

/** One row. */
interface OrganisationTable {
  is_only: Generated<boolean>
  name: Generated<string>
  /** Null before an admin has set one. */
  zone: string | null
  version: Generated<number>
  skipped_steps: Generated<string[]>
  guide_dismissed_at: Date | null
}

interface BoardViewsTable {
  id: Generated<string>
  staff_id: Once<string>
  name: string
  /** As it stands in the address of the board. */
  query: string
  is_shared: boolean
  created_at: Once<Date>
}

/** With which view somebody's board opens. */
interface BoardDefaultViewsTable {
  staff_id: Once<string>
  view_id: string
}

export interface StaffTables {
  board_views: BoardViewsTable
  board_default_views: BoardDefaultViewsTable
  organisation: OrganisationTable
  staff: StaffTable
  staff_account: StaffAccountTable
  staff_identities: StaffIdentitiesTable
  staff_oidc_flows: StaffOidcFlowsTable
  staff_session: StaffSessionTable
  staff_links: StaffLinksTable
}
