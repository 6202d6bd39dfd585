import type { Lang } from '../../bot/vocabulary.ts'

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Words that say nothing about a passage, folded. */
export const STOP_WORDS: Record<Lang, ReadonlySet<string>> = {
  es: listed(
    'a al algo ante con como cual cuando de del desde donde el ella ellos en entre era es esa ese eso esta este esto estoy fue ha hay he la las le les lo los me mi mis muy no nos o para pero por porque que quien se si sin sobre son soy su sus te tengo tu un una uno y ya yo',
  ),
  en: listed(
    'a am an and are as at be but by can do does for from had has have he her him his how i if in is it its me my no not of on or our she so that the their them there they this to was we were what when where which who will with you your',
  ),
  ht: listed('a ak an ap gen ki kote la li m mwen nan nou ou pa pou sa se te ti yo yon w'),
  fr: listed(
    'a ai au aux avec ce ces cette comme dans de des du elle en est et eu il ils j je l la le les leur lui ma mais me mes mon ne nous on ou par pas pour qu que qui sa se ses son sont sur ta te tes tu un une vous y',
  ),
  pt: listed(
    'a ao as com como da das de do dos e ela ele em era essa esse esta eu foi ha isso ja la mas me meu minha muito na nao nas no nos o os ou para por que quem se sem ser seu sua tem um uma',
  ),
}
