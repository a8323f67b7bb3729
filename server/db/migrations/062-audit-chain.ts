import { sql, type Kysely } from 'kysely'

/**
 * Each row of the audit is sealed by a hash over the hash before it and the row itself, a moment after it is committed: sealing waits for
 * nobody's transaction, and none waits for it. Rows are sealed in the order in which they are seen, so that one with a lower number that
 * commits later breaks nothing. `seal_audit` and `server/db/audit/audit-chain.ts` reckon the same hash, one to write it and one to check it.
 */
const tables = `
create table audit_chain (
  seq bigint primary key,
  audit_id bigint not null unique,
  hash bytea not null
);
create trigger audit_chain_append_only before update or delete or truncate on audit_chain
  for each statement execute function refuse_change();
create table audit_unsealed (audit_id bigint primary key);
create function note_unsealed() returns trigger language plpgsql as $$
begin
  insert into audit_unsealed values (new.id);
  return null;
end $$;
create trigger audit_to_be_sealed after insert on audit for each row execute function note_unsealed();

create function audit_content(entry audit) returns text language sql stable as $$
  select jsonb_build_array(
    entry.id, (extract(epoch from entry.at) * 1000000)::bigint, entry.actor, entry.action, entry.subject, entry.detail
  )::text
$$;

create function seal_audit(most integer) returns integer language plpgsql as $$
declare
  last record;
  entry audit;
  sealed integer := 0;
  number bigint := 0;
  link bytea := sha256('fairtime audit');
begin
  perform pg_advisory_xact_lock(7461001);
  select seq, hash into last from audit_chain order by seq desc limit 1;
  if found then
    number := last.seq;
    link := last.hash;
  end if;
  for entry in
    select audit.* from audit join audit_unsealed on audit_unsealed.audit_id = audit.id order by audit.id limit most
  loop
    number := number + 1;
    link := sha256(link || convert_to(audit_content(entry), 'UTF8'));
    insert into audit_chain values (number, entry.id, link);
    delete from audit_unsealed where audit_id = entry.id;
    sealed := sealed + 1;
  end loop;
  return sealed;
end $$;

insert into audit_unsealed select id from audit;
select seal_audit(2147483647);

create index audit_actor on audit (actor, id);
create index audit_action on audit (action, id);
create index audit_at on audit (at);
create index audit_views on audit (subject, actor, action, at);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
