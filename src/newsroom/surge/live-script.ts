/** Where the state stands, and where its changes are told. */
export const statusPath = "/alerts/status.json";
export const livePath = "/alerts/live";
export const scriptPath = "/live.js";

/**
 * Says that there is news, where a script may run: the page stays as it is until its reader asks. It follows the events, and
 * where there is no room left for it, it asks for the state every ten to twenty seconds.
 */
export const liveScript = `(function () {
  var note = document.getElementById("fresh");
  if (!note) return;
  var known = note.dataset.state;
  function heard(state) { if (state && state !== known) note.hidden = false; }
  function ask() {
    fetch("${statusPath}").then(function (answer) { return answer.json(); })
      .then(function (said) { heard(said.state); }, function () {})
      .then(function () { setTimeout(ask, 10000 + Math.random() * 10000); });
  }
  if (!window.EventSource) return ask();
  var events = new EventSource("${livePath}");
  events.onmessage = function (event) { heard(event.data); };
  events.onerror = function () { if (events.readyState === 2) ask(); };
})();
`;
