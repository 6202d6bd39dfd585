import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import en from './texts/en.json'
import es from './texts/es.json'

const LOCALE = 'puente-console-locale'

/** Loads the console's texts; Spanish unless chosen otherwise. */
export async function startTexts(): Promise<void> {
  const lng = localStorage.getItem(LOCALE) ?? 'es'
  await i18next.init({
    lng,
    fallbackLng: 'es',
    resources: { es: { translation: es }, en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = lng
}

/** Adds the names of topics and countries, which the service knows. */
export function addNames(lang: string, names: object): void {
  i18next.addResourceBundle(lang, 'translation', names, true, true)
  // Whatever shows a name already is drawn again.
  i18next.emit('languageChanged', i18next.language)
}

/** Whether somebody has chosen a language on this machine. */
export function hasChosenLocale(): boolean {
  return localStorage.getItem(LOCALE) !== null
}

/** A text in the chosen language; the page is drawn again when it changes. */
export function useText(): (key: string, params?: Record<string, string | number>) => string {
  useSyncExternalStore(
    (onChange) => {
      i18next.on('languageChanged', onChange)
      return () => i18next.off('languageChanged', onChange)
    },
    () => `${i18next.language}${i18next.getResource(i18next.language, 'translation', 'topic') ? ' with names' : ''}`,
  )
  return (key, params) => i18next.t(key, params ?? {})
}

export function chooseLocale(locale: 'es' | 'en'): void {
  localStorage.setItem(LOCALE, locale)
  document.documentElement.lang = locale
  void i18next.changeLanguage(locale)
}

export function locale(): string {
  return i18next.language
}
