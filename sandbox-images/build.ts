import { z } from 'zod'
import { languageIds } from '#contracts/languages.ts'
import { hashContext, streamContext } from './build-context.ts'
import { dockerOrThrow, findImageId, type DockerCli } from './docker-cli.ts'
import { listContextParts, listRecipes, type ImageName, type ImageRecipe } from './recipes.ts'
import { ensureRootfs, type RootfsDeps } from './rootfs.ts'

/** Image ids as the engine knows them: a box is started from exactly the bytes that were built here. */
export const sandboxImagesSchema = z.record(z.enum([...languageIds, 'prober']), z.string())
export type SandboxImages = z.infer<typeof sandboxImagesSchema>

type BuildDeps = DockerCli & Omit<RootfsDeps, 'cli'>
type TaggedRecipe = ImageRecipe & { tag: string }

const stepLogIntervalMs = 5_000
const buildTimeoutMs = 1_800_000

/**
 * Builds what is missing and answers with the image ids. Tags are hashes of the build inputs, so a second call asks the
 * engine three questions and is done.
 */
export async function ensureSandboxImages({
  dockerHost,
  signal,
  ...deps
}: BuildDeps): Promise<SandboxImages> {
  const cli: DockerCli = { dockerHost, signal }
  const recipes = await tagRecipes(await listRecipes())
  const present = await findBoxImages(cli, recipes)
  if (present) return present
  const rootfs = await ensureRootfs({ cli, ...deps })
  for (const recipe of recipes) {
    if ((await findImageId(cli, recipe.tag)) === undefined)
      await build({ cli, log: deps.log, rootfs }, recipe, recipes)
  }
  const built = await findBoxImages(cli, recipes)
  if (!built)
    throw new Error('A sandbox image is gone right after it was built: is another process removing images?')
  return built
}

/** The same without building anything; undefined while one of them is missing. */
export async function findSandboxImages(dockerHost: string): Promise<SandboxImages | undefined> {
  return findBoxImages({ dockerHost }, await tagRecipes(await listRecipes()))
}

/** An image's tag covers its own inputs and the tags of the images it is built from. */
async function tagRecipes(recipes: ImageRecipe[]): Promise<TaggedRecipe[]> {
  const tagged: TaggedRecipe[] = []
  for (const recipe of recipes) {
    const parents = recipe.uses.map(({ image }) => getTag(tagged, image))
    const hash = await hashContext(listContextParts(recipe), [...parents, ...recipe.versions].join('\n'))
    tagged.push({ ...recipe, tag: `fairtime/${recipe.name}:${hash}` })
  }
  return tagged
}

async function findBoxImages(cli: DockerCli, recipes: TaggedRecipe[]): Promise<SandboxImages | undefined> {
  const names = sandboxImagesSchema.keyType.options
  const ids = await Promise.all(names.map((name) => findImageId(cli, getTag(recipes, name))))
  const found = names.map((name, index) => [name, ids[index]])
  return sandboxImagesSchema.safeParse(Object.fromEntries(found)).data
}

function getTag(recipes: TaggedRecipe[], name: ImageName): string {
  const found = recipes.find((recipe) => recipe.name === name)
  if (!found) throw new Error(`The image ${name} is listed after one that uses it.`)
  return found.tag
}

type BuildPlace = { cli: DockerCli; log: (line: string) => void; rootfs: string }

async function build(
  { cli, log, rootfs }: BuildPlace,
  recipe: TaggedRecipe,
  all: TaggedRecipe[],
): Promise<void> {
  const uses = recipe.uses.map(({ argument, image }) => `${argument}=${getTag(all, image)}`)
  const buildArguments = [`ROOTFS=${rootfs}`, ...uses].flatMap((value) => ['--build-arg', value])
  const target = recipe.target ? ['--target', recipe.target] : []
  log(`building the image ${recipe.name}`)
  const startedAt = performance.now()
  let step = 'sending its files'
  const tick = () =>
    log(`  ${recipe.name}: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s, ${step}`)
  const ticker = setInterval(tick, stepLogIntervalMs)
  try {
    await dockerOrThrow(cli, {
      args: [
        'build',
        '--network',
        'host',
        '--force-rm',
        '--tag',
        recipe.tag,
        ...target,
        ...buildArguments,
        '-',
      ],
      stdin: await streamContext([...listContextParts(recipe), ...recipe.shipped]),
      timeoutMs: buildTimeoutMs,
      onLine: (line) => {
        const found = /^Step (\d+)\/(\d+)/.exec(line)
        if (found) step = `step ${found[1]} of ${found[2]}`
      },
    })
  } finally {
    clearInterval(ticker)
  }
}
