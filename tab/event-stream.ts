/** The names of server-sent events as they come. Source: WHATWG HTML, "Interpreting an event stream". */
export async function* eventNames(
  body: ReadableStream<Uint8Array>,
  silenceMs: number,
): AsyncGenerator<string, void, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let silence: ReturnType<typeof setTimeout> | undefined;
  let rest = '';
  let name = '';
  try {
    for (;;) {
      // The server sends a comment now and then: without one the line is dead.
      silence = setTimeout(() => reader.cancel(), silenceMs);
      const { done, value } = await reader.read();
      clearTimeout(silence);
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('event:')) name = line.slice(6).trim();
        if (line !== '' || name === '') continue;
        yield name;
        name = '';
      }
    }
  } finally {
    clearTimeout(silence);
    reader.cancel().catch(() => undefined);
  }
}
