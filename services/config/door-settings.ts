import { z } from 'zod'
import { flag, hosts, integer, type Setting } from './setting.ts'

/** Settings of the doors besides Twilio's: Azure Bot Service, voice notes and media, the chat on other sites. */
export const DOOR_SETTINGS = {
  BOT_APP_ID: {
    group: 'Azure Bot Service',
    schema: z.uuid().optional(),
    doc: 'application id of the bot (Direct Line, Web Chat, Teams, Telegram by Azure); without it /api/messages is closed',
    fix: 'Copy it from the Azure portal',
    example: '',
  },
  BOT_APP_SECRET: {
    group: 'Azure Bot Service',
    schema: z.string().min(8).optional(),
    doc: 'client secret of the application',
    fix: 'Copy it from the Azure portal',
    example: '',
  },
  BOT_TENANT_ID: {
    group: 'Azure Bot Service',
    schema: z.string().min(1).max(100).optional(),
    doc: 'tenant of the application; tokens of other tenants are refused',
    fix: 'Copy it from the Azure portal',
    example: '',
  },
  BOT_AUTHORITY_URL: {
    group: 'Azure Bot Service',
    schema: z.url().default('https://login.microsoftonline.com'),
    doc: 'who issues tokens; another address only for another cloud and in tests',
    fix: 'Leave it out',
    example: 'https://login.microsoftonline.com',
  },
  BOT_SERVICE_HOSTS: {
    group: 'Azure Bot Service',
    schema: hosts.default([]),
    doc: "hosts that replies may go to, besides Microsoft's own",
    fix: 'Write host names, separated by commas',
    example: 'directline.example.org',
  },
  BOT_EMULATOR: {
    group: 'Azure Bot Service',
    schema: flag.default(false),
    doc: 'true opens /api/messages without a token for the Bot Framework Emulator or Agents Playground on this machine; refused in production',
    fix: 'Write true or false',
    example: 'false',
  },
  SPEECH_URL: {
    group: 'Voice notes',
    schema: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'a whisper.cpp server (whisper-server --convert) on your own machines that writes down voice notes; without it people are told that they cannot be heard',
    fix: 'Write its address, such as http://127.0.0.1:8081',
    example: 'http://127.0.0.1:8081',
  },
  SPEECH_SURE: {
    group: 'Voice notes',
    schema: z.coerce.number().min(0).max(1).default(0.75),
    doc: 'confidence from which on a voice note is answered without asking whether it was heard right',
    fix: 'Write a number from 0 to 1',
    example: '0.75',
  },
  MEDIA_MAX_KB: {
    group: 'Voice notes',
    schema: integer(16, 16_000, 4_000),
    doc: 'largest voice note, picture or document that is fetched',
    fix: 'Write kB, 16 to 16000',
    example: '4000',
  },
  MEDIA_HOSTS: {
    group: 'Voice notes',
    schema: hosts.default([]),
    doc: "hosts that media may be fetched from, besides the provider's own; nothing else is ever contacted",
    fix: 'Write host names, separated by commas',
    example: 'media.example.org',
  },
  WIDGET_SITES: {
    group: 'Chat on other sites',
    schema: z
      .string()
      .transform((text) => text.split(',').map((site) => site.trim().replace(/\/+$/, '')))
      .pipe(z.array(z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/)))
      .default([]),
    doc: 'sites that may show the chat with widget.js; any other site gets a plain link',
    fix: 'Write origins such as https://consulado.example.org, separated by commas',
    example: 'https://consulado.example.org',
  },
} as const satisfies Record<string, Setting>
