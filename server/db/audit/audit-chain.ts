import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader } from '../connect.ts'

const rowsOfBatch = 5_000

/** Seals what was committed since, a bounded number of rows a time. Any number of servers may do it at once: they take turns. */
export async function sealAudit(db: Reader): Promise<void> {
  for (let sealed = rowsOfBatch; sealed === rowsOfBatch;) {
    const { rows } = await sql<{ sealed: number }>`select seal_audit(${rowsOfBatch}) as sealed`.execute(db)
    sealed = rows[0]?.sealed ?? 0
  }
}

/** Where the chain ends: noted down elsewhere, it shows later that nothing before it was taken away. */
export interface ChainHead {
  seq: number
  hash: string
}

export type ChainFault =
  /** The first row of the chain, by its number there, that is not what was sealed. */
  | { kind: 'row_missing' | 'row_changed' | 'link_missing'; seq: number; auditId: number | null }
  /** Rows that are neither sealed nor waiting for it: they were put in past the triggers, or their seal was taken away. */
  | { kind: 'unsealed'; rows: number }
  /** The head that was noted down is not in the chain: its end was cut off, or all of it was written anew. */
  | { kind: 'head_missing'; seq: number }

export interface ChainReport {
  head: ChainHead | null
  waiting: number
  fault: ChainFault | null
}

/** Reads all of the audit and reckons every hash anew. `noted`: a head that an operator wrote down. */
export async function verifyAudit(db: Reader, noted: ChainHead | null = null): Promise<ChainReport> {
  const { rows } = await sql<{ waiting: number; lost: number }>`
    select (select count(*)::int from audit_unsealed) as waiting,
      (select count(*)::int from audit where not exists (select from audit_chain where audit_id = audit.id)
        and not exists (select from audit_unsealed where audit_id = audit.id)) as lost`.execute(db)
  const { waiting, lost } = rows[0] ?? { waiting: 0, lost: 0 }
  const { head, fault, hasNoted } = await walkChain(db, noted)
  if (fault !== null) return { head, waiting, fault }
  if (noted !== null && !hasNoted) return { head, waiting, fault: { kind: 'head_missing', seq: noted.seq } }
  return { head, waiting, fault: lost > 0 ? { kind: 'unsealed', rows: lost } : null }
}

interface Walk {
  previous: Buffer
  head: ChainHead | null
  hasNoted: boolean
}

async function walkChain(db: Reader, noted: ChainHead | null): Promise<Walk & { fault: ChainFault | null }> {
  const walk: Walk = {
    previous: createHash('sha256').update('fairtime audit').digest(),
    head: null,
    hasNoted: false,
  }
  for (let length = rowsOfBatch; length === rowsOfBatch;) {
    const links = await listLinks(db, walk.head?.seq ?? 0)
    length = links.length
    for (const link of links) {
      const fault = faultOf(link, walk)
      if (fault !== null) return { ...walk, fault }
      step(walk, link, noted)
    }
  }
  return { ...walk, fault: null }
}

function step(walk: Walk, { seq, hash }: Link, noted: ChainHead | null): void {
  walk.previous = hash
  walk.head = { seq, hash: hash.toString('hex') }
  if (noted?.seq === seq && noted.hash === walk.head.hash) walk.hasNoted = true
}

interface Link {
  seq: number
  audit_id: number
  hash: Buffer
  /** Null where the row is gone. */
  content: string | null
}

async function listLinks(db: Reader, afterSeq: number): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select seq::float8 as seq, audit_id::float8 as audit_id, hash,
      case when audit.id is not null then audit_content(audit) end as content
    from audit_chain left join audit on audit.id = audit_id
    where seq > ${afterSeq} order by seq limit ${rowsOfBatch}`.execute(db)
  return rows
}

function faultOf({ seq, audit_id, hash, content }: Link, { previous, head }: Walk): ChainFault | null {
  const expectedSeq = (head?.seq ?? 0) + 1
  if (seq !== expectedSeq) return { kind: 'link_missing', seq: expectedSeq, auditId: null }
  if (content === null) return { kind: 'row_missing', seq, auditId: audit_id }
  const expected = createHash('sha256').update(previous).update(content).digest()
  return expected.equals(hash) ? null : { kind: 'row_changed', seq, auditId: audit_id }
}
