// The big screen, or what lies over slides and pictures of a camera.
import "../shared/base.css";
import "./page.css";
import "./hall";
import "./overlay";

const page = document.querySelector("#page")!;
page.replaceWith(document.createElement(new URLSearchParams(location.search).has("overlay") ? "overlay-page" : "present-page"));
