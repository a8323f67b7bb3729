/** Signs that turn the direction of writing, or take no room: "x\u202Esj.ts" would be read as "xst.js". */
const invisible =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/g

/** A name in which what cannot be seen is written out, for wherever somebody decides by a name. */
export function markInvisible(name: string): string {
  return name.replaceAll(invisible, (sign) => {
    const code = sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    return `\u27e8U+${code}\u27e9`
  })
}
