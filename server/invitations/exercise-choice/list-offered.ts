import type { Reader } from '../../db/connect.ts'
import { getOverview } from '../../exercises/store.ts'
import { findTools } from '../../exercises/tools.ts'
import type { InvitationRow } from '../store.ts'
import { listOptions } from './option-store.ts'

/** What the page of an invitation shows: what may be chosen from until the start, and then what is taken. */
export async function listOffered(db: Reader, row: InvitationRow) {
  const isChoice = row.exercise_by === 'candidate' && row.started_at === null
  const options = isChoice ? await listOptions(db, row.id) : []
  const settled = row.exercise_version_id === null ? [] : [row.exercise_version_id]
  const versionIds = isChoice ? options.map(({ versionId }) => versionId) : settled
  return Promise.all(
    versionIds.map(async (versionId) => {
      const { manifest, overview } = await getOverview(db, versionId)
      return { versionId, manifest, overview, tools: await findTools(db, manifest.language) }
    }),
  )
}
