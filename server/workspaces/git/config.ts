/** What git is told of its surroundings: nothing of the machine's or anybody's settings. */
export const gitEnvironment = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  LC_ALL: 'C.UTF-8',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
} as const

const quarantine = ['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_QUARANTINE_PATH']

/** What git tells the program that it asks about a push. */
export function readPushEnvironment() {
  return {
    /** A sentence with which every push is turned away; empty where it is welcome. */
    refusal: process.env['FAIRTIME_REFUSAL'] ?? '',
    place: {
      dir: process.env['GIT_DIR'] ?? '.',
      env: Object.fromEntries(quarantine.map((name) => [name, process.env[name] ?? ''])),
    },
  }
}
