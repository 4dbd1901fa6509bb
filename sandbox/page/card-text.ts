const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, letter => escapes[letter] ?? letter);

/** Bold, italics and web links inside one line; the text is escaped first, so that it brings no markup of its own. */
const inline = (text: string): string => {
  const held: string[] = [];
  const hold = (html: string) => `\uE000${held.push(html) - 1}\uE000`;
  return escaped(text.replaceAll('\uE000', ''))
    .replace(/\\([\\*_[\]()#+\-.!`~])/g, (_all, letter: string) => hold(letter))
    .replace(
      /\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g,
      (_all, label: string, url: string) =>
        `${hold(`<a href="${url}" target="_blank" rel="noopener noreferrer">`)}${label}${hold('</a>')}`,
    )
    .replace(/\*\*(?=\S)(.+?\S)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[\s(])[*_](?=\S)([^*_]*\S)[*_](?=$|[\s).,;:!?])/g, '$1<em>$2</em>')
    .replace(/\uE000(\d+)\uE000/g, (_all, index: string) => held[Number(index)] ?? '');
};

/** The part of Markdown that Teams shows in a card's text, as HTML: paragraphs, lists, bold, italics and links. */
export const cardHtml = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map(block => {
      const lines = block.split('\n');
      const bullets = lines.every(line => /^[-*] /.test(line));
      if (bullets) return `<ul>${lines.map(line => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`;
      const numbers = lines.every(line => /^\d+\. /.test(line));
      if (numbers) return `<ol>${lines.map(line => `<li>${inline(line.replace(/^\d+\. /, ''))}</li>`).join('')}</ol>`;
      return `<p>${lines.map(inline).join('<br>')}</p>`;
    })
    .join('');
