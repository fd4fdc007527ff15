package org.pollard.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameOriginTest {

  private static String read(String typed) {
    return FrameOrigin.read(typed).map(FrameOrigin::text).orElse("none");
  }

  @Test
  void an_origin_is_spelled_as_browsers_compare_it() {
    assertThat(read(" HTTPS://LMS.Example.org/ ")).isEqualTo("https://lms.example.org");
    assertThat(read("https://lms.example.org:443")).isEqualTo("https://lms.example.org");
    assertThat(read("http://localhost:8080")).isEqualTo("http://localhost:8080");
    assertThat(read("http://127.0.0.1:80")).isEqualTo("http://127.0.0.1");
    assertThat(read("https://[2001:db8::1]:8443")).isEqualTo("https://[2001:db8::1]:8443");
  }

  /// It stands in a header of ours.
  @Test
  void what_is_more_or_less_than_an_origin_is_none() {
    for (String typed :
        List.of(
            "",
            "*",
            "lms.example.org",
            "https://",
            "https://*.example.org",
            "https://lms.example.org/course",
            "https://lms.example.org?x",
            "https://lms.example.org#x",
            "https://you@lms.example.org",
            "https://lms.example.org:0",
            "https://lms.example.org:70000",
            "https://lms.example.org; script-src *",
            "https://lms.example.org 'self'",
            "https://lms.example.org\r\nX: y",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://" + "a".repeat(200) + ".org")) {
      assertThat(read(typed)).as(typed).isEqualTo("none");
    }
  }
}
