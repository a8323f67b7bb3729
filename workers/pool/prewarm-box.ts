import type { PrewarmHint } from '#contracts/api/worker.ts'
import type { SandboxImages } from '../../sandbox-images/build.ts'
import { gradedShapes } from '../runs/graded-pair.ts'
import { visibleShape } from '../runs/run-visible.ts'
import type { BoxPool } from './pool.ts'

/** Tells the pool what a run of this kind will ask for. */
export function prewarmBox(pool: Pick<BoxPool, 'want'>, images: SandboxImages, wanted: PrewarmHint): void {
  if (wanted.kind === 'visible') return pool.want(visibleShape(images, wanted), null)
  const { candidate, prober } = gradedShapes(images, wanted)
  pool.want(candidate, prober)
}
