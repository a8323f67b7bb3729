import { randomInt } from 'node:crypto'

const colours = [
  'Amber',
  'Ash',
  'Cobalt',
  'Copper',
  'Coral',
  'Indigo',
  'Ivory',
  'Jade',
  'Ochre',
  'Olive',
  'Plum',
  'Russet',
  'Silver',
  'Slate',
  'Teal',
  'Umber',
]
const birds = [
  'Avocet',
  'Bittern',
  'Curlew',
  'Dunlin',
  'Egret',
  'Fulmar',
  'Godwit',
  'Heron',
  'Ibis',
  'Jackdaw',
  'Kestrel',
  'Lapwing',
  'Martin',
  'Nuthatch',
  'Osprey',
  'Plover',
  'Siskin',
  'Tern',
  'Wagtail',
  'Wren',
]

const pick = (words: readonly string[]) => words[randomInt(words.length)] ?? 'Grey'

/** A name for a submission that says nothing of its author, drawn by chance. */
export const newAlias = () => `${pick(colours)} ${pick(birds)} ${randomInt(100, 1_000)}`
