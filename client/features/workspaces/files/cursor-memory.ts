import { z } from 'zod'
import type { CursorMemory } from '../../../editor/editor-control.ts'

const placesSchema = z.record(
  z.string(),
  z.object({ line: z.int().min(1), column: z.int().min(1), topPx: z.number().min(0) }),
)

/** Where the cursor stood in the files of an attempt, remembered on this computer. What cannot be read or kept is forgotten. */
export function openCursorMemory(attemptId: string, storage: Storage): CursorMemory {
  const key = `fairtime-cursors-${attemptId}`
  const places = new Map(Object.entries(read(storage, key)))
  return {
    recall: (address) => places.get(address),
    keep: (address, place) => {
      places.set(address, place)
      try {
        storage.setItem(key, JSON.stringify(Object.fromEntries(places)))
      } catch {
        // A full or forbidden storage costs the place of a cursor.
      }
    },
  }
}

function read(storage: Storage, key: string): z.infer<typeof placesSchema> {
  try {
    return placesSchema.parse(JSON.parse(storage.getItem(key) ?? '{}'))
  } catch {
    return {}
  }
}
