const NOT_SENT = 'Not sent: the service does not answer.'

/**
 * What a phone sends besides words: a file, or a voice note from this computer's microphone. `upload(blob)` sends it,
 * `tell(words)` says what went wrong.
 */
export function startAttachments(form, { upload, tell }) {
  const file = form.querySelector('input[type=file]')
  const attach = form.querySelector('[data-attach]')
  const record = form.querySelector('[data-record]')
  if (!file) return
  const send = (blob) => upload(blob).catch(() => tell(NOT_SENT))

  attach.onclick = () => file.click()
  file.onchange = () => {
    const [chosen] = file.files
    file.value = ''
    if (chosen) send(chosen)
  }

  let recorder
  record.onclick = async () => {
    if (recorder) return recorder.stop()
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      const parts = []
      recorder = new MediaRecorder(stream)
      recorder.ondataavailable = ({ data }) => parts.push(data)
      recorder.onstop = () => {
        for (const track of stream.getTracks()) track.stop()
        const type = recorder.mimeType.split(';')[0]
        recorder = undefined
        record.setAttribute('aria-pressed', 'false')
        tell('')
        send(new Blob(parts, { type }))
      }
      recorder.start()
      record.setAttribute('aria-pressed', 'true')
      tell('Recording. Press again to send.')
    } catch {
      recorder = undefined
      tell('No microphone here: choose a sound file instead.')
    }
  }
}
