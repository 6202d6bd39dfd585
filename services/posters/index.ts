export { linksTo, type Reach, reachOf } from './links.ts'
export { everyPoster, makePoster, POSTER_FORMATS, POSTER_SIZES, type Poster, type PosterDeps, type PosterWanted } from './make-poster.ts'
