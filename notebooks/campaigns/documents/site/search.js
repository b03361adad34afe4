// Find the sections that hold every word of the address's ?q=, in any order; those with a word in the heading first.
const folded = (text) => text.normalize("NFKC").toLowerCase();
const sections = JSON.parse(document.getElementById("sections").textContent);
const asked = new URLSearchParams(location.search).get("q") ?? "";
const words = folded(asked).split(/\s+/).filter(Boolean);
const found = document.getElementById("found"),
  count = document.getElementById("count");
const holds = (text) => words.every((word) => folded(text).includes(word));

const snippet = (text) => {
  const at = Math.max(0, folded(text).indexOf(words[0]) - 80);
  return (at ? "… " : "") + text.slice(at, at + 240) + (text.length > at + 240 ? " …" : "");
};

if (words.length) {
  document.querySelector("input[name=q]").value = asked;
  const hits = sections.filter((section) => holds(`${section.page} ${section.heading} ${section.text}`));
  hits.sort((a, b) => holds(b.heading) - holds(a.heading));
  const sought = words.length > 1 ? "all of these words" : "this word";
  count.textContent = `${hits.length} of ${sections.length} sections hold ${sought}.`;
  for (const { address, page, heading, text } of hits) {
    const link = Object.assign(document.createElement("a"), { href: address, textContent: `${page}: ${heading}` });
    const words = Object.assign(document.createElement("p"), { textContent: snippet(text) });
    found.appendChild(document.createElement("li")).append(link, words);
  }
}
