import { join } from 'node:path'
import { languageIds, type Language } from '#contracts/languages.ts'
import type { ContextPart } from './build-context.ts'
import { hasImageParts, type ImageParts } from './image-parts.ts'

/** The images that boxes are started from. */
export type BoxImageName = Language | 'prober'

/** The two more that only other images are built from. */
export type ImageName = BoxImageName | 'toolchain' | 'base'

export type ImageRecipe = ImageParts & {
  name: ImageName
  /** Folder of the Dockerfile, whose files are all part of the tag. */
  folder: string
  target?: string
  /** Images that the Dockerfile names as build arguments. */
  uses: { argument: string; image: ImageName }[]
}

const imagesFolder = import.meta.dirname

/** In build order: an image comes after those it uses. */
export async function listRecipes(): Promise<ImageRecipe[]> {
  const names: BoxImageName[] = [...languageIds, 'prober']
  const boxImages = names.map(async (name) => {
    const uses: ImageRecipe['uses'] = [{ argument: 'BASE', image: 'base' }]
    return { name, folder: name, uses, ...(await loadParts(name)) }
  })
  const compiled = { context: ['gocache', 'prime'], shipped: [] }
  return [
    { name: 'toolchain', folder: 'go', target: 'toolchain', uses: [], ...compiled, versions: [process.arch] },
    {
      name: 'base',
      folder: 'base',
      uses: [{ argument: 'TOOLCHAIN', image: 'toolchain' }],
      context: ['entry'],
      shipped: [],
      versions: [],
    },
    ...(await Promise.all(boxImages)),
  ]
}

/** Every image has a folder here, whose `image.ts` says what goes into it beside the Dockerfile. */
async function loadParts(name: BoxImageName): Promise<ImageParts> {
  const module: unknown = await import(`./${name}/image.ts`)
  if (!hasImageParts(module)) throw new Error(`sandbox-images/${name}/image.ts exports no "imageParts".`)
  return module.imageParts()
}

/** What is hashed and sent of an image's folder. */
export function listContextParts(recipe: ImageRecipe): ContextPart[] {
  return ['Dockerfile', ...recipe.context].map((name) => ({
    from: join(imagesFolder, recipe.folder, name),
    as: name,
  }))
}
