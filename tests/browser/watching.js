// Runs before anything of a page does: keeps what the page may not do, and what moves while it loads.
(() => {
  const seen = { refused: [], shift: 0, moved: [] };
  Object.defineProperty(window, "lansirSeen", { value: seen });
  document.addEventListener("securitypolicyviolation", (event) => {
    seen.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
  });
  const named = (node) => node && (node.id ? `#${node.id}` : `${node.nodeName}.${node.className}`);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      seen.shift += entry.value;
      seen.moved.push(`${entry.value.toFixed(3)} ${entry.sources.map((source) => named(source.node)).join(", ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
})();
