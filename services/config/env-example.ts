import { SETTINGS } from './settings.ts'

/** The text of `.env.example`: every setting with what it is for (held equal to the file by a test). */
export function envExample(): string {
  const groups = new Map<string, string[]>()
  for (const [name, setting] of Object.entries(SETTINGS))
    groups.set(setting.group, [...(groups.get(setting.group) ?? []), `# ${setting.doc}\n# ${name}=${setting.example}\n`])
  const body = [...groups].map(([group, lines]) => `## ${group}\n\n${lines.join('\n')}`).join('\n')
  return `# Every setting of Puente. All have defaults for a demo on one machine; take the # away to set one.\n# The file is made by: npm run env:example\n\n${body}`
}
