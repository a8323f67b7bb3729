import { connectDatabase } from '../../server/db/connect.ts'
import {
  verifyAudit,
  type ChainFault,
  type ChainHead,
  type ChainReport,
} from '../../server/db/audit/audit-chain.ts'
import { good, type Line, type Part } from './part.ts'

const title = 'Audit'
/** The server seals every two seconds; more than this waiting says that none does. */
const mostWaiting = 20_000

/** `12:ab34…`, as this part prints it. Null where it is of no such form. */
export function parseHead(text: string): ChainHead | null {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? []
  return seq === undefined || hash === undefined ? null : { seq: Number(seq), hash }
}

/** Whether the audit is what was written, from its first row to its last. Null where there is no database to ask. */
export async function examineAudit(databaseUrl: string | null, notedHead?: string): Promise<Part | null> {
  if (databaseUrl === null) return null
  const noted = notedHead ? parseHead(notedHead) : null
  if (notedHead && noted === null) return { title, lines: [unreadableHead(notedHead)] }
  const db = connectDatabase(databaseUrl, 1, { isPatient: true })
  try {
    return { title, lines: describeReport(await verifyAudit(db, noted), noted !== null) }
  } catch {
    // Whether the database answers is another part's; before its first start there is no audit.
    return null
  } finally {
    await db.destroy()
  }
}

function describeReport({ head, waiting, fault }: ChainReport, wasNoted: boolean): Line[] {
  if (fault !== null) return [describeFault(fault)]
  const lines = [
    good('chain', head === null ? 'holds nothing yet' : `${head.seq} rows are as they were written`),
  ]
  if (head !== null) lines.push(good('head, to note down elsewhere', `${head.seq}:${head.hash}`))
  if (wasNoted) lines.push(good('AUDIT_HEAD', 'is in the chain: nothing before it was taken away'))
  return waiting > mostWaiting ? [...lines, describeWaiting(waiting)] : lines
}

const faultWords = {
  row_missing: 'was taken away',
  row_changed: 'is not what was written, or one before it was put in or taken out',
  link_missing: 'has lost its seal',
} as const

function describeFault(fault: ChainFault): Line {
  const remedy =
    'Somebody changed the database past Fairtime. Keep a copy as it is now, compare it with a backup from before, and find out who had access.'
  const line = (what: string): Line => ({ health: 'bad', name: 'chain', what, remedy })
  if (fault.kind === 'unsealed') return line(`${fault.rows} rows were put in past the seal, or lost it`)
  if (fault.kind === 'head_missing')
    return line(
      `the head that was noted, number ${fault.seq}, is not in it: its end was cut off, or it was written anew`,
    )
  const row = fault.auditId === null ? '' : `, the row of the audit with id ${fault.auditId},`
  return line(`number ${fault.seq}${row} ${faultWords[fault.kind]}; everything before it holds`)
}

const describeWaiting = (waiting: number): Line => ({
  health: 'weak',
  name: 'waiting',
  what: `${waiting} rows are not sealed yet`,
  remedy: 'The server seals them while it runs: look into its log for the task "audit".',
})

const unreadableHead = (text: string): Line => ({
  health: 'bad',
  name: 'AUDIT_HEAD',
  what: `"${text.slice(0, 80)}" is no head`,
  remedy: 'Write it as the doctor printed it: a number, a colon and 64 digits or letters from a to f.',
})
