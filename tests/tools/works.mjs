// What citation-js reads from the files named: an array of works for each, on standard output.
// The packages are looked up from the folder named first, where npm has installed them.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [folder, ...files] = process.argv.slice(2)
const require = createRequire(join(folder, 'package.json'))
const { Cite, plugins } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-ris')
require('@citation-js/plugin-csl')

// A guess at an unknown title's capitals is no part of reading.
plugins.config.get('@bibtex').parse.sentenceCase = 'never'

const name = parts =>
  parts.literal ?? ['given', 'dropping-particle', 'non-dropping-particle', 'family', 'suffix']
    .map(part => parts[part]).filter(Boolean).join(' ')

const work = item => ({
  id: item.id,
  type: item.type,
  title: item.title,
  authors: (item.author ?? []).map(name),
  year: item.issued?.['date-parts']?.[0]?.[0] ?? null,
  doi: item.DOI ?? null,
  url: item.URL ?? null,
  shown: new Cite(item).format('bibliography', { template: 'apa' }).trim()
})

const read = file => new Cite(readFileSync(file, 'utf8')).data.map(work)
process.stdout.write(JSON.stringify(files.map(read)))
