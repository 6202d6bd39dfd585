export { type Fetched, type FetchedMedia, fetchMedia, type MediaLimits, mediaLimits } from './fetch-media.ts'
