// What every page must be: no wider than its window, every control named, every text readable.
// These run within the page; each returns a list of what is wrong.

/* global document, window, getComputedStyle, NodeFilter */

export function overflowing() {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`${scrollWidth} px wide in ${clientWidth} px`] : [];
}

export function unnamed() {
  const named = (element) => {
    const label =
      element.getAttribute('aria-label') ||
      element.title ||
      (element.labels && [...element.labels].map((one) => one.textContent).join('')) ||
      element.textContent;
    return (label || '').trim() !== '';
  };
  const wrong = [];
  for (const element of document.querySelectorAll('button, a[href], input, select, textarea')) {
    if (!named(element)) wrong.push(element.outerHTML.slice(0, 120));
  }
  for (const image of document.querySelectorAll('img:not([alt])')) wrong.push(image.outerHTML);
  return wrong;
}

export function misbuilt() {
  const wrong = [];
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) wrong.push(`ids that stand twice: ${twice.join(', ')}`);
  for (const name of ['h1', 'main']) {
    const number = document.querySelectorAll(name).length;
    if (number !== 1) wrong.push(`${number} of <${name}>`);
  }
  for (const element of document.querySelectorAll('body *')) {
    const empty = [...element.attributes].find(({ value }) => /^(null|undefined)$/.test(value));
    if (empty) wrong.push(`${empty.name}="${empty.value}" in ${element.outerHTML.slice(0, 80)}`);
  }
  if (!document.documentElement.lang) wrong.push('no language');
  if (!document.title) wrong.push('no title');
  return wrong;
}

/** Texts below 4.5 : 1, or 3 : 1 where they are large (WCAG 2.1, 1.4.3). */
export function faint() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const channels = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return { red, green, blue, alpha: alpha / 255 };
  };
  const over = (top, below) =>
    Object.fromEntries(
      ['red', 'green', 'blue'].map((name) => [
        name,
        top[name] * top.alpha + below[name] * (1 - top.alpha),
      ]),
    );
  const groundOf = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const layer = channels(getComputedStyle(at).backgroundColor);
      if (layer.alpha > 0) layers.push(layer);
      if (layer.alpha === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), {
      red: 255,
      green: 255,
      blue: 255,
    });
  };
  const light = (color) =>
    ['red', 'green', 'blue'].reduce((sum, name, i) => {
      const part = color[name] / 255;
      const linear = part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      return sum + [0.2126, 0.7152, 0.0722][i] * linear;
    }, 0);
  const wrong = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    const box = element.getBoundingClientRect();
    if (
      !text ||
      box.width < 2 ||
      box.height < 2 ||
      element.closest(':disabled, .unseen, noscript')
    )
      continue;
    const style = getComputedStyle(element);
    if (style.visibility === 'hidden') continue;
    const ground = groundOf(element);
    const [a, b] = [light(over(channels(style.color), ground)), light(ground)];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (isLarge ? 3 : 4.5))
      wrong.add(`"${text.slice(0, 40)}" ${contrast.toFixed(2)} : 1`);
  }
  return [...wrong];
}

/** Whether what has the focus can be seen to have it, and lies within the window. */
export function focusSeen() {
  const element = document.activeElement;
  if (!element || element === document.body) return { name: '', isSeen: true };
  const style = getComputedStyle(element);
  const shown = element.matches('input.unseen') ? element.closest('label') : element;
  const box = shown.getBoundingClientRect();
  const outline = getComputedStyle(shown);
  // A part that the browser draws within, such as the calendar of a date: it marks it by itself.
  const isWithin = !element.matches(':focus');
  const isMarked = isWithin || outline.outlineStyle !== 'none' || style.outlineStyle !== 'none';
  const isInside = box.bottom > 0 && box.top < window.innerHeight && box.width > 0;
  return {
    name: (element.getAttribute('aria-label') || element.textContent || element.tagName)
      .trim()
      .slice(0, 50),
    isSeen: isMarked && isInside,
  };
}
