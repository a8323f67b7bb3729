import { join } from 'node:path'
import { openInstallPaths } from '../../scripts/setup/install-paths.ts'
import { runScript } from '../../scripts/setup/run-script.ts'
import { ensureImages, startSharedDocker } from '../../scripts/setup/sandbox.ts'
import { say } from '../../scripts/setup/log.ts'
import { chooseCases, readArguments, usage } from './arguments.ts'
import { openCorpusBoxes } from './boxes.ts'
import { readCorpus } from './case-file.ts'
import { viewHost } from './find-remains.ts'
import { openNeighbour } from './neighbour.ts'
import { describeNotApplicable, describeResult, summarise } from './report.ts'
import { runCase, type CaseResult } from './run-case.ts'

await runScript(async ({ onEnd }) => {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted === null) {
    console.error(usage)
    return 2
  }
  const tell = wanted.json ? (line: string) => console.error(line) : say
  const place = openInstallPaths('start')
  const corpus = await readCorpus(join(place.checkout, 'test', 'sandbox', 'corpus'))
  const cases = chooseCases(corpus, wanted)
  if (cases.length === 0) {
    console.error('No case has such a number or name.')
    return 2
  }
  const docker = await startSharedDocker(place)
  onEnd(docker.stop)
  const calledOff = new AbortController()
  onEnd(async () => calledOff.abort())
  const cli = { dockerHost: docker.dockerHost }
  const images = await ensureImages(docker.dockerHost)
  const boxes = await openCorpusBoxes({
    ...cli,
    images,
    checkout: place.checkout,
    runtime: process.env['SANDBOX_RUNTIME'] || null,
    signal: calledOff.signal,
  })
  const host = await viewHost(cli)
  const neighbour = await openNeighbour(place.checkout, boxes)
  const deps = { cli, host, boxes, checkout: place.checkout, neighbour, isNeighbourBesideAll: !wanted.quick }
  const results: CaseResult[] = []
  for (const one of cases) {
    results.push(await runCase(deps, one))
    tell(results.slice(-1).map(describeResult).join(''))
  }
  if (wanted.only.length === 0 && !wanted.quick) describeNotApplicable(corpus).forEach(tell)
  tell(summarise(results, neighbour.loneMs))
  if (wanted.json) console.log(JSON.stringify({ loneMs: neighbour.loneMs, results }, null, 2))
  return results.every((result) => result.faults.length === 0) ? 0 : 1
})
