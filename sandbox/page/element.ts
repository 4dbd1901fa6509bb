type Child = Node | string | false | undefined;
type Attribute = string | number | boolean | undefined | ((event: never) => void);

/** Makes an element; attributes beginning with `on` are listeners, `true` is an empty attribute, `false` none. */
export const el = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter(child => child !== false && child !== undefined));
  return element;
};

/** Finds an element that index.html has. */
export const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
};

/** Sets or removes an attribute. */
export const mark = (element: Element, name: string, value: string | boolean | undefined): void => {
  if (value === false || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : value);
};

export type Item = { key: string; signature: string; build: () => HTMLElement };

const built = new WeakMap<Element, { key: string; signature: string }>();

/**
 * Makes the children of a container those of the items, and keeps the elements whose signature is the same, so that
 * focus, inputs and scroll positions outlive an update. Focus inside a replaced element goes to the like place in its
 * successor (by `data-focus`), else to the successor's first control of that kind, else to its first control.
 */
export const reconcile = (container: Element, items: Item[]): void => {
  const present = new Map([...container.children].map(child => [built.get(child)?.key, child]));
  const wanted = items.map(item => {
    const old = present.get(item.key);
    if (old && built.get(old)?.signature === item.signature) return old;
    const made = item.build();
    built.set(made, { key: item.key, signature: item.signature });
    const focused = document.activeElement;
    if (old && focused instanceof HTMLElement && old.contains(focused)) {
      const place = focused.dataset.focus;
      old.replaceWith(made);
      const target = place ? made.querySelector<HTMLElement>(`[data-focus="${CSS.escape(place)}"]`) : undefined;
      const like = made.querySelector<HTMLElement>(focused.localName);
      const heir = target ?? like ?? made.querySelector<HTMLElement>('button, input, select, textarea') ?? made;
      heir.focus({ preventScroll: true });
    }
    return made;
  });
  wanted.forEach((element, index) => {
    if (container.children[index] !== element) container.insertBefore(element, container.children[index] ?? null);
  });
  while (container.children.length > wanted.length) container.lastElementChild?.remove();
};

/** What a list shows instead of its rows. */
export const emptyState = (picture: Node, title: string, text: string, ...actions: Node[]): HTMLElement =>
  el('div', { class: 'empty' }, picture, el('h3', {}, title), el('p', {}, text), ...actions);
