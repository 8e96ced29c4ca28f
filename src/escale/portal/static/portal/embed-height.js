// Dans un cadre : dit à la page qui le tient la hauteur qu’il lui faut, et rien d’autre. Sans script, le cadre défile.
const say = () => parent.postMessage({ escaleHeight: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
if (parent !== window) new ResizeObserver(say).observe(document.documentElement);
