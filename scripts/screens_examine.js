// What a machine can see wrong on the page it runs in: a list of sentences. Run by screens.py.
() => {
  const found = [];
  const say = (what, element) => found.push(element ? `${what} — ${short(element)}` : what);
  const short = (element) => {
    const words = (element.innerText ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60);
    const classes = typeof element.className === "string" && element.className ? "." + element.className.split(/\s+/).join(".") : "";
    return `${element.tagName.toLowerCase()}${classes} « ${words} »`;
  };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".sr, .skip, [hidden]");
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const root = document.documentElement;

  if (root.scrollWidth > root.clientWidth) {
    const widest = all("body *").filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1
      && !e.closest("[tabindex='0']")).slice(0, 3).map(short).join(" ; ");
    say(`scrolls sideways (${root.scrollWidth} > ${root.clientWidth}): ${widest}`);
  }
  const titles = document.querySelectorAll("h1").length;
  if (titles !== 1) say(`${titles} h1`);
  if (!document.title.trim() || /^\s*–/.test(document.title)) say(`title « ${document.title} »`);
  let level = 0;
  // A title for those who listen only is a title: what is hidden from the eye counts here.
  for (const title of [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((one) => one.checkVisibility())) {
    const own = Number(title.tagName[1]);
    if (own > level + 1 && level) say(`h${own} after h${level}`, title);
    level = own;
  }
  for (const image of all("img:not([alt])")) say("image without alt", image);

  for (const element of all("body :not([aria-hidden='true'], [aria-hidden='true'] *)")) {
    const style = getComputedStyle(element);
    const hides = style.overflowX === "hidden" || style.overflowX === "clip";
    if (hides && style.clipPath === "none" && element.innerText?.trim() && element.scrollWidth > element.clientWidth + 1) say("cut text", element);
  }
  for (const target of all("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    const box = (target.closest("label") ?? target).getBoundingClientRect();
    const inSentence = target.tagName === "A" && getComputedStyle(target).display === "inline";
    if (!inSentence && box.width && (box.width < 24 || box.height < 24)) {
      say(`target of ${Math.round(box.width)} × ${Math.round(box.height)}`, target);
    }
    const named = target.labels?.length || target.getAttribute("aria-label") || target.getAttribute("aria-labelledby")
      || target.innerText?.trim() || target.querySelector("img[alt]:not([alt='']), svg[aria-label], .sr");
    if (!named) say("nothing to read on", target);
  }
  const beside = all("a[href], button, .btn");
  for (const [i, one] of beside.entries()) {
    const next = beside[i + 1];
    if (!next || one.contains(next)) continue;
    const [a, b] = [one.getBoundingClientRect(), next.getBoundingClientRect()];
    const overlap = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
    if (overlap && one.matches(".btn") && next.matches(".btn")) say("buttons over each other", one);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const text = node.textContent;
    if (!text.trim() || !seen(parent) || parent.closest("script, style, code, pre, textarea, option, kbd, .sms")) continue;
    const size = Math.round(parseFloat(getComputedStyle(parent).fontSize) * 10) / 10;
    if (size < 14 && !parent.closest(".paper, .poster, svg") && !small.has(parent.className + size)) {
      small.add(parent.className + size);
      say(`text of ${size} px`, parent);
    }
    if (/[\u00a0\u202f] | [\u00a0\u202f]/.test(text)) say("double space", parent);
    if (/['"]/.test(text)) say("straight quote", parent);
    if (/\b(None|True|False|undefined|NaN)\b|\{\{|\{%|\}\}/.test(text)) say("code in the text", parent);
    if (/[\p{L}\d)»]([;?!]|:(?=\s))(?=\s|$)/u.test(text)) say("no space before ; : ? !", parent);
    if (/\s[,.](\s|$)/.test(text)) say("space before a comma or a full stop", parent);
    if (/\.\.\./.test(text)) say("three dots", parent);
  }
  return found;
}
