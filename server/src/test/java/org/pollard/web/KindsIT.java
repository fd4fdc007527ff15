package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pollard.harness.Menus;
import org.pollard.harness.RoomPages;
import org.pollard.harness.TestBrowsers.Taste;

/// Every kind of question on the pages: asked, answered on a phone, seen on the big screen and by
/// its host.
@NullMarked
@Timeout(240)
class KindsIT extends RoomPages {

  private static final String NAMED = "\"anonymous\":false";
  private static final String ANONYMOUS = "\"anonymous\":true";

  /// Asks a question of a kind, opened and on show, with results for everybody.
  ///
  /// @param poll members of a JSON object
  /// @return the session
  private long ask(String poll, String session) {
    var made = room.teacher().postJson("/live/polls", "{" + poll + "}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    var asked =
        room.teacher()
            .postJson(
                "/live/polls/" + made.json().get("id").asLong() + "/sessions",
                "{\"course\":"
                    + room.course()
                    + ",\"results\":\"public\",\"open\":true,"
                    + session
                    + "}");
    assertThat(asked.status()).as(asked.body()).isEqualTo(201);
    return asked.json().get("session").asLong();
  }

  private Page results(long session) {
    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course() + "/sessions/" + session);
    return host;
  }

  private static String vote(long session) {
    return "/live/sessions/" + session + "/vote";
  }

  /// Where the words of the cloud stand, in the order in which they came.
  private static final String PLACES =
      "() => [...document.querySelectorAll('word-cloud text')].map(each => each.style.cssText)";

  /// How many pixels two words of the cloud share: each is drawn as the browser does, by itself.
  private static final String OVERLAPS =
      """
      () => {
        const svg = document.querySelector('word-cloud svg');
        const { width, height } = svg.viewBox.baseVal;
        const taken = new Uint8Array(width * height);
        let shared = 0;
        for (const each of svg.querySelectorAll('text')) {
          const canvas = new OffscreenCanvas(width, height).getContext('2d');
          const style = getComputedStyle(each);
          canvas.font = `700 ${each.style.fontSize} ${style.fontFamily}`;
          canvas.textAlign = 'center';
          const [, x, y] = /translate\\((.+?)px, (.+?)px\\)/.exec(each.style.transform);
          canvas.fillText(each.textContent, width / 2 + Number(x), height / 2 + Number(y));
          const drawn = canvas.getImageData(0, 0, width, height).data;
          for (let i = 0; i < taken.length; i++) {
            if (drawn[i * 4 + 3] < 128) continue;
            shared += taken[i];
            taken[i] = 1;
          }
        }
        return shared;
      }
      """;

  private static Locator send(Page phone) {
    return button(phone, "Send answer");
  }

  private static Locator alert(Page page) {
    return page.getByRole(AriaRole.ALERT);
  }

  @Test
  void several_choices_are_written_in_the_editor_and_chosen_within_their_limits() {
    Page host = host();
    host.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Several choices")).check();
    host.getByLabel("Question").fill("Which languages?");
    host.locator("#choice-1").fill("Java");
    host.locator("#choice-2").fill("C++");
    host.locator("#choice-3").fill("Python");
    host.getByLabel("Choose at most").fill("2");
    Locator preview = host.locator("kind-preview");
    assertThat(preview).containsText("Choose up to 2 answers");
    assertThat(preview.getByLabel("Python")).isVisible();
    AccessibilityIT.judge(host, "the editor with several choices");
    AccessibilityIT.judgeLarge(host, "the editor with several choices");
    button(host, "Start presenting").click();
    host.waitForURL(Pattern.compile(".*/present/.*"));
    assertThat(heading(host, "Which languages?")).isVisible();
    button(host, "Open").click();

    Page phone = phone();
    phone.getByLabel("Java").check();
    phone.getByLabel("C++").check();
    phone.getByLabel("Python").check();
    send(phone).click();
    assertThat(alert(phone)).containsText("Choose up to 2 answers. 3 chosen");
    phone.getByLabel("C++").uncheck();
    AccessibilityIT.judge(phone, "several choices on a phone");
    send(phone).click();

    assertThat(counted(phone)).isVisible();
    assertThat(phone.locator("#told")).containsText("Your answer: Java, Python");
    assertThat(host.locator(".result").nth(0).locator(".result-share")).hasText("100%");
    assertThat(host.locator(".result").nth(2).locator(".result-share")).hasText("100%");
  }

  private Page named(String name) {
    Page phone = phone();
    phone.locator("#name").fill(name);
    phone.keyboard().press("Enter");
    return phone;
  }

  @Test
  void a_ballot_goes_with_the_last_choice_of_it_that_is_removed() {
    ask(
        "\"question\":\"Which?\",\"kind\":\"several\",\"choices\":[\"A\",\"B\",\"C\",\"D\",\"E\"]",
        NAMED);
    Page ada = named("Ada");
    send(ada).click();
    assertThat(alert(ada)).hasText("Choose at least one answer.");
    ada.getByLabel("A", new Page.GetByLabelOptions().setExact(true)).check();
    send(ada).click();
    assertThat(counted(ada)).isVisible();
    Page ben = named("Ben");
    ben.getByLabel("A", new Page.GetByLabelOptions().setExact(true)).check();
    ben.getByLabel("B", new Page.GetByLabelOptions().setExact(true)).check();
    send(ben).click();
    assertThat(ben.getByText("2 people answered")).isVisible();
    Page host = host();

    button(host, "Edit").click();
    button(host, "Remove: Choice 4").click();
    button(host, "Save").click();
    assertThat(host.locator("poll-editor")).hasCount(0);
    button(host, "Edit").click();
    button(host, "Remove: Choice 2").click();
    button(host, "Save").click();
    assertThat(host.locator("dialog")).containsText("1 person said something about “B”");
    host.locator("dialog .danger").click();
    assertThat(ben.locator("#told.good")).containsText("Something that you chose was taken out");
    assertThat(ben.locator("#told.good")).containsText("Your answer: A");
    button(host, "Edit").click();
    button(host, "Remove: Choice 1").click();
    button(host, "Save").click();
    assertThat(host.locator("dialog")).containsText("2 people said something about “A”");
    host.locator("dialog .danger").click();

    assertThat(ada.locator("#told")).containsText("You may answer again");
    assertThat(ben.locator("#told")).containsText("You may answer again");
    ada.getByLabel("C", new Page.GetByLabelOptions().setExact(true)).check();
    send(ada).click();
    assertThat(ada.getByText("1 person answered")).isVisible();
  }

  /// Looking at what is denied throws; some browsers have nothing there; a full one takes nothing.
  private static final List<String> KEEPING_NOTHING =
      List.of(
          "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })",
          "Object.defineProperty(window, 'localStorage', { get: () => null })",
          "Storage.prototype.setItem = () => { throw new Error('full'); }");

  @Test
  void browsers_that_keep_nothing_ask_and_answer_all_the_same() {
    ask(
        "\"question\":\"Which?\",\"kind\":\"several\",\"choices\":[\"A\",\"B\"],\"settings\":{\"least\":2}",
        ANONYMOUS);
    for (String each : KEEPING_NOTHING) {
      Page phone = browsers.phone();
      phone.addInitScript(each);
      phone.navigate("/j/" + code);
      choice(phone, "A").click();
      choice(phone, "B").click();
      assertThat(phone.getByText("2 chosen")).isVisible();
      send(phone).click();
      assertThat(counted(phone)).isVisible();
    }
    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.addInitScript(KEEPING_NOTHING.getFirst());
    host.navigate("/host/rooms/" + room.course());
    button(host, "New poll").click();
    host.getByLabel("Question").fill("Kept?");
    host.locator("#choice-1").fill("Yes");
    host.locator("#choice-2").fill("No");
    button(host, "Save").click();
    assertThat(heading(host, "Kept?")).isVisible();
  }

  @Test
  void a_template_is_taken_and_offered_until_it_is_changed() {
    Page host = host();
    host.getByText("Begin with a template").click();
    button(host, "Agree or disagree").click();
    assertThat(host.getByLabel("Question")).hasValue("How far do you agree?");
    assertThat(host.locator(".draft textarea")).hasCount(3);
    assertThat(host.locator("#set-low")).hasValue("not at all");
    AccessibilityIT.judge(host, "the editor with a template");
    button(host, "Muddiest point").click();
    assertThat(host.getByLabel("Question")).hasValue("What was the muddiest point today?");
    host.getByLabel("Question").fill("What was unclear?");
    assertThat(button(host, "Muddiest point")).hasCount(0);
    button(host, "Start presenting").click();
    assertThat(heading(host, "What was unclear?")).isVisible();
  }

  @Test
  void emphasis_code_and_formulas_are_drawn_and_links_and_html_are_not() {
    List<String> fetched = new ArrayList<>();
    ask("\"question\":\"Plain?\",\"choices\":[\"5*3*2\",\"$5 and $10\"]", ANONYMOUS);
    Page phone = phone();
    phone.onRequest(each -> fetched.add(each.url()));
    phone.reload();
    assertThat(choice(phone, "$5 and $10")).isVisible();
    assertThat(phone.locator(".choice math, .choice em")).hasCount(0);
    assertThat(fetched).noneMatch(each -> each.contains("formula"));

    ask(
        "\"question\":\"What *really* is `x*2` for $x^2$?\",\"choices\":[\"$\\\\frac{1}{2}$\","
            + "\"<b>bold</b> [a](http://b.c)\",\"$\\\\href{javascript:alert(1)}{x}$\"]",
        ANONYMOUS);
    assertThat(phone.locator("h1 em")).hasText("really");
    assertThat(phone.locator("h1 code")).hasText("x*2");
    assertThat(phone.locator("h1 math msup")).isVisible();
    assertThat(phone.locator(".choice mfrac")).isVisible();
    assertThat(choice(phone, "<b>bold</b> [a](http://b.c)")).isVisible();
    assertThat(phone.locator(".choice a, .choice b")).hasCount(0);
    assertThat(fetched).anyMatch(each -> each.contains("formula"));
    AccessibilityIT.judge(phone, "a question with a formula");
    phone.locator(".choice", new Page.LocatorOptions().setHas(phone.locator("mfrac"))).click();
    assertThat(phone.locator("#told")).containsText("You chose: 1/2");
    Page screen = screen();
    assertThat(screen.locator(".result mfrac")).isVisible();
    AccessibilityIT.judge(screen, "results with a formula");
    Page host = host();
    assertThat(host.locator(".chip mfrac")).isVisible();
    Menus.choose(host, "Plain?", "Put on screen");
    assertThat(host.locator("dialog")).containsText("Close “What really is x*2 for x²?” for good?");
  }

  @Test
  void an_image_stands_with_a_question_and_a_choice_and_says_what_it_shows() throws Exception {
    Page host = host();
    host.getByLabel("Question").fill("Which one?");
    host.locator("#choice-1").fill("This");
    host.locator("#choice-2").fill("That");
    Locator files = host.locator("picture-field input[type=file]");
    files
        .first()
        .setInputFiles(new FilePayload("no.png", "image/png", new byte[] {'n', 'o', 'n', 'e'}));
    assertThat(alert(host)).containsText("An image must be a PNG");
    files.nth(1).setInputFiles(new FilePayload("this.png", "image/png", square()));
    files.first().setInputFiles(new FilePayload("all.png", "image/png", square()));
    assertThat(host.locator(".held")).hasCount(2);
    button(host, "Start presenting").click();
    assertThat(alert(host)).containsText("Say what each image shows");
    assertThat(host.locator(".alt").first()).isFocused();
    host.locator(".alt").first().fill("A square");
    host.locator(".alt").last().fill("One like this");
    AccessibilityIT.judge(host, "the editor with images");
    button(host, "Start presenting").click();
    host.waitForURL(Pattern.compile(".*/present/.*"));
    assertThat(host.locator(".stage > .picture")).hasAttribute("alt", "A square");
    button(host, "Open").click();

    Page phone = phone();
    assertThat(phone.locator(".poll > .picture")).hasJSProperty("naturalWidth", 8);
    assertThat(phone.locator(".choice .picture")).hasAttribute("alt", "One like this");
    AccessibilityIT.judge(phone, "a question with images");
    choice(phone, "This").click();
    assertThat(counted(phone)).isVisible();

    String poll =
        room.teacher()
            .get("/live/rooms/" + room.course() + "/polls")
            .json()
            .at("/polls/0/id")
            .asText();
    assertThat(picture(poll, "?alt=Another", square())).isEqualTo(409);
    host.navigate("/host/rooms/" + room.course());
    Menus.choose(host, "Which one?", "Duplicate");
    assertThat(host.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Which one?")))
        .hasCount(2);
    assertThat(
            room.teacher()
                .get("/live/rooms/" + room.course() + "/polls")
                .json()
                .at("/polls/1/choices/0/image/alt")
                .asText())
        .isEqualTo("One like this");
    String other =
        room.teacher()
            .postJson("/live/polls", "{\"question\":\"Q\",\"kind\":\"text\"}")
            .json()
            .get("id")
            .asText();
    assertThat(picture(other, "", square())).isEqualTo(422);
    assertThat(picture(other, "?alt=A&choice=1", square())).isEqualTo(404);
    assertThat(picture(other, "?alt=A", "<svg onload='x()'/>".getBytes(UTF_8))).isEqualTo(422);
    assertThat(picture(other, "?alt=A", new byte[1024 * 1024 + 1])).isEqualTo(413);
    assertThat(picture(other, "?alt=A", square())).isEqualTo(204);
    assertThat(room.teacher().delete("/web/polls/" + other + "/picture").status()).isEqualTo(204);
    assertThat(room.teacher().get("/live/polls/" + other).json().has("image")).isFalse();
  }

  private int picture(String poll, String query, byte[] image) {
    var teacher = room.teacher();
    return teacher
        .send(
            teacher
                .request("/web/polls/" + poll + "/picture" + query)
                .PUT(BodyPublishers.ofByteArray(image)))
        .status();
  }

  private static byte[] square() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }

  @Test
  void statements_are_rated_with_the_keyboard_alone_and_shown_as_distributions() {
    long session =
        ask(
            "\"question\":\"How was it?\",\"kind\":\"rating\",\"choices\":[\"The pace\",\"The"
                + " room\"],\"settings\":{\"low\":\"bad\",\"high\":\"good\"}",
            NAMED);
    Page screen = screen();
    Page phone = phone();
    phone.getByLabel("What is your name?").fill("Ada");
    button(phone, "Continue").click();
    assertThat(phone.getByText("Choose a step for each statement")).isVisible();
    AccessibilityIT.judge(phone, "a rating on a phone");

    send(phone).focus();
    phone.keyboard().press("Enter");
    assertThat(alert(phone)).containsText("A step is missing for: The pace");
    assertThat(phone.locator(":focus")).hasAttribute("aria-label", "1, bad");
    phone.keyboard().press("ArrowRight");
    phone.keyboard().press("ArrowRight");
    phone.keyboard().press("ArrowRight");
    phone.keyboard().press("Tab");
    phone.keyboard().press("ArrowLeft");
    phone.keyboard().press("Tab");
    phone.keyboard().press("Enter");

    assertThat(counted(phone)).isVisible();
    assertThat(phone.locator("#told")).containsText("The pace: 4, The room: 5");
    assertThat(screen.locator(".rated").nth(0).locator(".mean")).containsText("4");
    assertThat(screen.locator(".rated").nth(1).locator(".count").nth(4)).containsText("1");
    Page host = results(session);
    assertThat(host.locator(".answered th[scope=col]"))
        .hasText(new String[] {"Name", "The pace", "The room", "When"});
    assertThat(host.locator(".answered tbody tr")).hasCount(1);
    assertThat(host.locator(".answered .written")).hasText(new String[] {"4", "5"});
    assertThat(host.locator(".legend")).hasText("Answers: 1");
  }

  @Test
  void items_are_ranked_by_tapping_and_moved_by_buttons() {
    ask(
        "\"question\":\"What"
            + " first?\",\"kind\":\"ranking\",\"choices\":[\"Bugs\",\"Docs\",\"Speed\"]",
        ANONYMOUS);
    Page screen = screen();
    Page phone = phone();
    choice(phone, "Speed").click();
    choice(phone, "Bugs").click();
    send(phone).click();
    assertThat(alert(phone)).containsText("1 more has to be ranked");
    choice(phone, "Docs").click();
    button(phone, "Move Docs to the top").click();
    assertThat(phone.getByRole(AriaRole.STATUS).first()).isAttached();
    assertThat(phone.getByText("Docs is now 1 of 3")).isAttached();
    assertThat(button(phone, "Move Docs to the top")).isFocused();
    button(phone, "Move Bugs up").press("Enter");
    drag(phone, "Speed", "Docs");
    assertThat(phone.locator(".placed .what")).hasText(new String[] {"Speed", "Docs", "Bugs"});
    drag(phone, "Speed", "Bugs");
    AccessibilityIT.judge(phone, "a ranking on a phone");
    AccessibilityIT.judgeLarge(phone, "a ranking on a phone");
    phone.reload();
    assertThat(phone.locator(".placed .what")).hasText(new String[] {"Docs", "Bugs", "Speed"});
    send(phone).click();

    assertThat(counted(phone)).isVisible();
    assertThat(phone.locator("#told")).containsText("1. Docs · 2. Bugs · 3. Speed");
    assertThat(screen.locator(".ranked").nth(0)).containsText("Docs");
    assertThat(screen.locator(".ranked").nth(0).locator(".points")).hasText("3.00");
  }

  /// With few steps, so that the pointer is not always over what it drags.
  private static void drag(Page phone, String item, String to) {
    var from = row(phone, item).locator(".handle").boundingBox();
    var goal = row(phone, to).boundingBox();
    boolean down = goal.y > from.y;
    double end = down ? goal.y + goal.height - 3 : goal.y + 3;
    phone.mouse().move(from.x + from.width / 2, from.y + from.height / 2);
    phone.mouse().down();
    phone.mouse().move(from.x + from.width / 2, (from.y + end) / 2);
    phone.mouse().move(from.x + from.width / 2, end);
    phone.mouse().move(from.x + from.width / 2, end);
    phone.mouse().up();
  }

  private static Locator row(Page phone, String item) {
    return phone.locator(".placed", new Page.LocatorOptions().setHasText(item));
  }

  @Test
  void a_number_is_written_as_the_language_has_it_and_the_median_is_shown() {
    ask(
        "\"question\":\"How far?\",\"kind\":\"number\",\"settings\":{\"least\":0,\"most\":5000,"
            + "\"decimals\":1,\"unit\":\"km\"}",
        ANONYMOUS);
    Page screen = screen();
    Page phone = phone();
    phone.getByLabel("Your number").fill("6,000");
    send(phone).click();
    assertThat(alert(phone)).containsText("A number from 0 to 5,000 km. This is 6,000 km.");
    phone.getByLabel("Your number").fill("1.25");
    assertThat(phone.getByText("Counts as 1.3 km")).isVisible();
    AccessibilityIT.judge(phone, "a number on a phone");
    send(phone).click();
    assertThat(counted(phone)).isVisible();

    Page german = browsers.phone(new Taste("de-DE", ColorScheme.DARK));
    german.navigate("/j/" + code);
    german.getByLabel("Zahl").fill("1.234,46");
    german.getByLabel("Zahl").press("Enter");
    assertThat(german.locator("#told")).containsText("Antwort: 1.234,5 km");

    assertThat(screen.locator(".bin")).hasCount(2);
    assertThat(screen.locator(".median dd")).hasText("617.9 km");
  }

  @Test
  void words_are_counted_and_a_host_hides_one_everywhere() {
    long session =
        ask(
            "\"question\":\"In a word?\",\"kind\":\"words\",\"settings\":{\"longest\":10}",
            ANONYMOUS);
    Page screen = screen();
    Page phone = phone();
    phone.getByLabel("Word 1").fill("C++");
    phone.getByLabel("Word 1").press("Enter");
    assertThat(phone.getByLabel("Word 2")).isFocused();
    phone.getByLabel("Word 2").fill("much too long");
    assertThat(phone.getByText("3 characters too many")).isVisible();
    send(phone).click();
    assertThat(alert(phone)).containsText("Word 2: 3 characters too many");
    phone.getByLabel("Word 2").fill("rude");
    AccessibilityIT.judge(phone, "words on a phone");
    send(phone).click();
    assertThat(counted(phone)).isVisible();
    assertThat(screen.locator(".said .result-text")).hasText(new String[] {"C++", "rude"});

    assertThat(screen.locator("word-cloud text")).hasCount(2);
    Object where = screen.evaluate(PLACES);
    room.student("Ada").canvas().putJson(vote(session), "{\"words\":[\"kind\",\"quick\"]}");
    assertThat(screen.locator("word-cloud text")).hasCount(4);
    assertThat(screen.evaluate(PLACES).toString()).startsWith(where.toString().replace("]", ""));
    assertThat(screen.evaluate(OVERLAPS)).isEqualTo(0);
    room.student("Ben").canvas().putJson(vote(session), "{\"words\":[\"kind\",\"quick\"]}");
    assertThat(screen.locator(".said .result-text"))
        .hasText(new String[] {"kind", "quick", "C++", "rude"});
    assertThat(screen.evaluate(OVERLAPS)).isEqualTo(0);
    assertThat(phone.locator("word-cloud")).hasCount(0);
    AccessibilityIT.judge(screen, "a cloud of words");

    Page host = results(session);
    Locator fine = host.locator(".entry").filter(new Locator.FilterOptions().setHasText("quick"));
    fine.press("h");
    assertThat(host.locator(".entry.is-hidden")).hasText(Pattern.compile("quick.*"));
    assertThat(fine).isFocused();
    fine.press("u");
    assertThat(host.locator(".entry.is-hidden")).hasCount(0);
    double stood = fine.boundingBox().y;
    button(host, "Hide “quick”").click();
    assertThat(fine).isFocused();
    assertThat(fine.boundingBox().y).isEqualTo(stood);
    button(host, "Hide “kind”").click();
    button(host, "Hide “rude”").click();

    assertThat(screen.locator(".said .result-text")).hasText(new String[] {"C++"});
    assertThat(phone.locator(".said .result-text")).hasText(new String[] {"C++"});
    AccessibilityIT.judge(screen, "words on the big screen");
    AccessibilityIT.judge(host, "words on the page of the host");
    button(host, "Show “rude”").click();
    assertThat(phone.locator(".said .result-text")).hasText(new String[] {"C++", "rude"});

    Page settings = browsers.another(host);
    settings.navigate("/host/rooms/" + room.course() + "/settings");
    settings.getByLabel("Words that are not shown").fill("nasty");
    settings.locator("host-blocked button").click();
    assertThat(settings.getByText("Saved")).isAttached();
    Page other = phone();
    other.getByLabel("Word 1").fill("Nasty!");
    send(other).click();
    assertThat(counted(other)).isVisible();
    assertThat(host.locator(".entry.is-hidden").last()).containsText("Nasty!");
    assertThat(other.locator(".said .result-text")).hasText(new String[] {"C++", "rude"});
  }

  @Test
  void a_text_outlives_a_reload_and_waits_for_its_approval() {
    ask(
        "\"question\":\"What was unclear?\",\"kind\":\"text\",\"settings\":{\"approve\":true}",
        ANONYMOUS);
    Page screen = screen();
    Page phone = phone();
    assertThat(phone.getByText("can give you away")).isVisible();
    phone.getByLabel("Your text").fill("The last proof");
    phone.reload();
    assertThat(phone.getByLabel("Your text")).hasValue("The last proof");
    AccessibilityIT.judge(phone, "a text on a phone");
    phone.getByLabel("Your text").press("Control+Enter");
    assertThat(counted(phone)).isVisible();
    assertThat(phone.locator("#told")).containsText("Your answer: The last proof");
    assertThat(screen.locator(".sum")).hasText("1 vote");
    assertThat(screen.getByText("The last proof")).hasCount(0);
    assertThat(screen.locator("#moderate")).hasText("1 waits for you");

    Page host = host();
    host.getByText("1 waits for you").click();
    assertThat(host.locator(".entry .badge")).hasText("Waits for you");
    button(host, "Show “The last proof”").click();

    assertThat(screen.locator(".wall li")).hasText("The last proof");
    assertThat(phone.locator(".wall li")).hasText("The last proof");

    button(screen, "The last proof").click();
    assertThat(screen.locator(".picked blockquote")).hasText("The last proof");
    assertThat(button(screen, "Show all")).isFocused();
    assertThat(button(host, "Show “The last proof” alone on the big screen"))
        .hasAttribute("aria-pressed", "true");
    AccessibilityIT.judge(screen, "one text alone");
    screen.keyboard().press("Escape");
    assertThat(screen.locator(".wall li")).hasText("The last proof");
  }

  @Test
  void to_abstain_is_an_answer_and_a_number_tells_what_is_right() {
    long session =
        ask(
            "\"question\":\"7 x"
                + " 6?\",\"kind\":\"number\",\"settings\":{\"correct\":42,\"abstain\":true}",
            NAMED + ",\"changeable\":true");
    Page screen = screen();
    Page phone = phone();
    phone.getByLabel("What is your name?").fill("Ada");
    button(phone, "Continue").click();
    button(phone, "Abstain").click();
    assertThat(counted(phone)).isVisible();
    assertThat(screen.getByText("0 votes, 1 abstention")).isVisible();
    phone.getByLabel("Your number").fill("42");
    button(phone, "Send the changed answer").click();
    assertThat(phone.locator("#told")).containsText("Your answer: 42");

    button(screen, "Close").click();
    button(screen, "Show correct answer").click();

    assertThat(phone.locator("#told")).containsText("Correct");
    assertThat(screen.locator(".note.good")).hasText(Pattern.compile("Correct:\\s*42"));
    assertThat(session).isPositive();

    Page host = host();
    button(host, "Edit").click();
    host.getByLabel("Correct number").fill("43");
    button(host, "Save").click();
    assertThat(host.locator("dialog")).containsText("People were told already");
    button(host, "Tell another answer").click();
    assertThat(phone.locator("#told.bad")).containsText("Correct: 43");
    assertThat(phone.locator("#told .corrected")).containsText("before: “42”");
    phone.reload();
    assertThat(phone.locator("#told .corrected")).containsText("before: “42”");
  }
}
