// Run by browsers that know no modules, and so none of what the pages are made of.
(function () {
  var page = document.querySelector("vote-page, host-page, #page");
  if (!page) return;
  var lines = [
    "This browser is too old for Pollard. Please update it, or use another one.",
    "Dieser Browser ist zu alt für Pollard. Bitte aktualisiere ihn, oder nimm einen anderen."
  ];
  page.innerHTML = "";
  for (var i = 0; i < lines.length; i++) {
    var line = document.createElement("p");
    line.className = "boot-words";
    line.lang = i ? "de" : "en";
    line.appendChild(document.createTextNode(lines[i]));
    page.appendChild(line);
  }
})();
