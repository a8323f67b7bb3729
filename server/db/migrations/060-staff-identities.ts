import { sql, type Kysely } from 'kysely'

/**
 * Accounts at an OpenID provider by which staff sign in, and sign-ins that are under way there. An account is known by its issuer and
 * subject alone: the address is what the provider called it last, and opens nothing.
 */
const tables = `
create table staff_identities (
  id uuid primary key default gen_random_uuid(),
  staff_id text not null references staff (id) on delete cascade,
  issuer text not null,
  subject text not null,
  address text,
  linked_at timestamptz not null,
  used_at timestamptz not null,
  unique (issuer, subject)
);
create index staff_identities_staff on staff_identities (staff_id);
create table staff_oidc_flows (
  state_hash text primary key,
  browser_hash text not null,
  nonce text not null,
  code_verifier text not null,
  purpose text not null check (purpose in ('sign_in', 'link', 'add')),
  link_hash text,
  session_id text,
  next_path text,
  expires_at timestamptz not null,
  check ((purpose = 'link') = (link_hash is not null)),
  check ((purpose = 'add') = (session_id is not null))
);
create index staff_oidc_flows_expires on staff_oidc_flows (expires_at);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
